"""English as a language pack; see ``LanguagePack`` for what each part means."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import pandas as pd

from hobby_profiles.language.en import classes, lexical, senses, wordnet
from hobby_profiles.language.en.words import plain_words, singular, title_stems
from hobby_profiles.language.thesaurus import Thesaurus

_THESAURUS = "hobby_thesaurus.csv"


class English:
    """American English, with British spellings read as American ones."""

    code = "en"
    small_words = classes.SMALL_WORDS
    linking_words = lexical.LINKING_WORDS
    joining_words = classes.JOINING_WORDS
    describing_words = classes.DESCRIBING_WORDS
    weak_heads = classes.WEAK_HEADS
    abbreviations = classes.ABBREVIATIONS
    plural_abbreviations = classes.PLURAL_ABBREVIATIONS
    first_abbreviations = classes.FIRST_ABBREVIATIONS
    words = staticmethod(lexical.words)
    content_words = staticmethod(lexical.content_words)
    plain_words = staticmethod(plain_words)
    title_stems = staticmethod(title_stems)
    stem = staticmethod(lexical.stem)
    singular = staticmethod(singular)
    lemmas = staticmethod(lexical.lemmas)
    roots = staticmethod(lexical.roots)
    normal_form = staticmethod(lexical.normal_form)
    joined_form = staticmethod(lexical.joined_form)
    split_compound = staticmethod(senses.split_compound)
    light_classes = staticmethod(senses.light_classes)
    is_activity = staticmethod(senses.is_activity)
    is_goods = staticmethod(senses.is_goods)
    is_food = staticmethod(senses.is_food)
    is_artifact = staticmethod(senses.is_artifact)
    is_common_word = staticmethod(wordnet.is_common_word)
    is_name = staticmethod(wordnet.is_name)
    proper_names = staticmethod(wordnet.proper_names)
    phrase_senses = staticmethod(senses.phrase_senses)
    word_senses = staticmethod(senses.word_senses)
    sense_relation = staticmethod(senses.sense_relation)

    def thesaurus(self) -> Thesaurus:
        """The thesaurus that ships with the package."""
        return _thesaurus()


@lru_cache(maxsize=1)
def _thesaurus() -> Thesaurus:
    with files("hobby_profiles.language.en").joinpath("data", _THESAURUS).open("rb") as file:
        entries = pd.read_csv(file, dtype={"synonym_group": str, "phrase": str})
    return Thesaurus(entries, lexical.content_words, lexical.lemma_form)
