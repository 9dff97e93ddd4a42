"""Normal forms of a label: what is left when spelling, inflection and word order are set aside."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from hobby_profiles.language.en.classes import NUMERALS

_NOT_WORD = re.compile(r"[^\w]+")
_POSSESSIVE = re.compile(r"['’`´](s\b)?")
_ENDING = re.compile(r"(?<=\w{4})(ings?|ers?|es|ed|s|e)$")
LINKING_WORDS = frozenset(
    "a an and as at by de for from in into my of on or our out the to with your".split()
)
_AGENT_ENDING = re.compile(
    r"(?<=\w{3})(iums?|ologists?|ographers?|ists?|ians?|eers?|ers?|ors?|ings?|ships?|isms?|ies|y|e?s|e|o)$"
)
_VOWEL = re.compile(r"[aeiouy]")
_DECADE = re.compile(r"([2-9]0)s")
_DOUBLED = re.compile(r"([bdgklmnprt])\1$")


@cache
def words(label: str) -> tuple[str, ...]:
    """Split a label into plain lower-case words of American spelling.

    Accents are dropped, ``&`` becomes "and", hyphens split, possessive endings go.

    Args:
        label: Any text.

    Returns:
        The words in order; empty if the text has no letter or digit.
    """
    text = unicodedata.normalize("NFKD", label.casefold().replace("&", " and "))
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    parts = _NOT_WORD.split(_POSSESSIVE.sub(" ", text))
    return tuple(_american(part) for part in parts if part)


def content_words(label: str) -> tuple[str, ...]:
    """Words of a label without articles, prepositions and conjunctions, numbers as digits.

    Number words, Roman numerals and decades have one form each: "two" and "ii" are "2", "80s" and
    "eighties" are "1980s".
    """
    found = words(label)
    content = tuple(_numeral(word) for word in found if word not in LINKING_WORDS)
    return content or found


@cache
def stem(word: str) -> str:
    """Reduce a word to the stem its inflected forms share (Snowball, English)."""
    return str(_stemmer().stemWord(word))


@cache
def lemmas(word: str) -> tuple[str, ...]:
    """Dictionary forms of a word as a noun and as a verb (LemmInflect), itself included."""
    from lemminflect import getAllLemmas, getAllLemmasOOV

    found = getAllLemmas(word)
    if not found and word.endswith("ing") and not _VOWEL.search(word[:-3]):
        return (word[:-3], word)
    if not found and len(word) > 3 and word.isalpha():
        found = {part: getAllLemmasOOV(word, part)[part] for part in ("NOUN", "VERB")}
    return tuple(sorted({word, *(form for forms in found.values() for form in forms)}))


@cache
def roots(word: str) -> frozenset[str]:
    """What a word, its doer and its deed have in common: "cyclist", "cycling" and "cycle".

    Args:
        word: One word as `words` gives it.

    Returns:
        Stems of its lemmas, and of those without an ending of doer, deed or state; two words are
        related in form if their roots meet.
    """
    found = set()
    for lemma in lemmas(word):
        found.add(stem(lemma))
        bare = _AGENT_ENDING.sub("", lemma)
        if len(bare) >= 3:
            found.add(_DOUBLED.sub(r"\1", bare))
    return frozenset(found)


@cache
def normal_form(label: str) -> str:
    """Write a label so that inflection, word order, hyphens and spelling variants make no odds.

    Args:
        label: Any text.

    Returns:
        The stems of its content words, sorted, joined by a space; a label without letters or
        digits (an emoji) is its own normal form.
    """
    return " ".join(sorted(stem(word) for word in content_words(label))) or label


@cache
def lemma_form(label: str) -> str:
    """Write a label so that inflection and word order make no odds, but endings that derive do.

    "Journalism" and "journaling" have one stem, but no dictionary form in common.
    """
    return " ".join(sorted(min(lemmas(word)) for word in content_words(label))) or label


@cache
def joined_form(label: str) -> str:
    """Write a label as one word without its ending, so that "woodcarving" is "wood carvings".

    A stemmer would take more than one ending off a word it does not know ("veganeating" would
    become "vegan"), so only plain endings go, and only from words that stay long enough.
    """
    joined = "".join(content_words(label))
    return _ENDING.sub("", joined) or label


def _numeral(word: str) -> str:
    decade = _DECADE.fullmatch(word)
    return f"19{decade[1]}s" if decade else NUMERALS.get(word, word)


@cache
def _american(word: str) -> str:
    """American spelling of a word, or the word itself."""
    from breame.spelling import american_spelling_exists, get_american_spelling

    return str(get_american_spelling(word)) if not american_spelling_exists(word) else word


@cache
def _stemmer():  # type: ignore[no-untyped-def]  # snowballstemmer has no types
    import snowballstemmer

    return snowballstemmer.stemmer("english")
