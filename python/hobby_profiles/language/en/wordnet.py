"""Look-ups in the extract of WordNet 3.0 that ships with the package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import pandas as pd

from hobby_profiles.language.en.lexical import lemmas

_DATA = "data"


@dataclass(frozen=True)
class WordNet:
    """Nouns and verbs of WordNet 3.0.

    Attributes:
        senses: Lemma (lower case, words parted by a space) to its synsets, most frequent first;
            nouns before verbs.
        lemmas: Synset to its lemmas, sorted.
        hypernyms: Synset to the more general synsets right above it.
        derived: Synset to the synsets its words are derived from or to ("cyclist" to "cycling").
        fields: Synset to the number of its subject field, see lexnames(5WN); 4 is noun.act.
    """

    senses: dict[str, tuple[str, ...]]
    lemmas: dict[str, tuple[str, ...]]
    hypernyms: dict[str, tuple[str, ...]]
    derived: dict[str, tuple[str, ...]]
    fields: dict[str, int]

    def ancestors(self, synset: str, *, levels: int = 20) -> dict[str, int]:
        """More general synsets of a synset, itself included, with the steps up to them."""
        found = {synset: 0}
        front = [synset]
        for step in range(1, levels + 1):
            front = [
                above
                for below in front
                for above in self.hypernyms.get(below, ())
                if above not in found
            ]
            for above in front:
                found.setdefault(above, step)
        return found


@lru_cache(maxsize=1)
def wordnet() -> WordNet:
    """Load the extract, once per process (about a second)."""
    folder = files("hobby_profiles.language.en").joinpath(_DATA)
    with folder.joinpath("wordnet_senses.parquet").open("rb") as file:
        senses = pd.read_parquet(file)
    with folder.joinpath("wordnet_synsets.parquet").open("rb") as file:
        synsets = pd.read_parquet(file)
    senses["is_verb"] = senses["synset"].str.startswith("v")
    ordered = senses.sort_values(["lemma", "is_verb", "sense"], kind="stable")
    by_lemma: dict[str, list[str]] = {}
    by_synset: dict[str, list[str]] = {}
    # As lists: a column of Arrow's texts gives its elements one by one at ten times the cost.
    for lemma, synset in zip(ordered["lemma"].tolist(), ordered["synset"].tolist(), strict=True):
        # Labels are split at hyphens: "ping-pong" is looked up as "ping pong".
        by_lemma.setdefault(lemma.replace("-", " "), []).append(synset)
        by_synset.setdefault(synset, []).append(lemma)
    return WordNet(
        senses={lemma: tuple(found) for lemma, found in by_lemma.items()},
        lemmas={synset: tuple(found) for synset, found in by_synset.items()},
        hypernyms=_links(synsets, "hypernyms"),
        derived=_links(synsets, "derived"),
        fields=dict(zip(synsets["synset"].tolist(), synsets["field"].tolist(), strict=True)),
    )


def _links(synsets: pd.DataFrame, column: str) -> dict[str, tuple[str, ...]]:
    return {
        synset: tuple(found)
        for synset, found in zip(synsets["synset"].tolist(), synsets[column].tolist(), strict=True)
        if len(found)
    }


@lru_cache(maxsize=1)
def proper_names() -> Mapping[str, str]:
    """What WordNet writes with a capital in most senses: lower case to written form."""
    path = files("hobby_profiles.language.en").joinpath(_DATA, "wordnet_proper_names.parquet")
    with path.open("rb") as file:
        table = pd.read_parquet(file)
    return dict(zip(table["lemma"], table["written"], strict=True))


@cache
def is_common_word(word: str) -> bool:
    """Whether WordNet has a word, in some form, as a noun or verb that is no name."""
    return any(lemma in wordnet().senses and lemma not in proper_names() for lemma in lemmas(word))


@cache
def is_name(label: str) -> bool:
    """Whether a whole label is a proper name: WordNet writes it so, or it has an article before it.

    Hobbies are named without an article; "the carpenters" are a band, "the sims" a game.
    """
    parts = label.casefold().split()
    has_article = len(parts) > 1 and parts[0] == "the"
    return has_article or (label.casefold() in proper_names() and not is_common_word(parts[-1]))
