"""The labeller of mixed shops: English texts by the memory, others by words of their language."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

import pandas as pd

from hobby_profiles.embedding import EmbeddingModel
from hobby_profiles.labels.base import LABEL_COLUMNS, READING_COLUMNS, Labeller
from hobby_profiles.labels.embedded.kinds import kinds_of
from hobby_profiles.labels.memory import Memory
from hobby_profiles.labels.multilingual.words import WordLabel, hobby_words
from hobby_profiles.labels.sensitive.terms import ListedTerms, load_listed_terms
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.labels.texts.views import readable, spoken_category
from hobby_profiles.language.folding import folded_words
from hobby_profiles.language.guess import LANGUAGES, guess_language

BY_WORDS = "words"
"""How a label and a reading by words of another language call themselves."""

_LEAST_TITLES = 5
_LEAST_LETTERS = 3
"""An English word, to the guess of a language, has so many letters and stands in so many titles."""


class MultilingualLabeller:
    """Chooses for each text: English to the embedded labeller, other languages by words."""

    def __init__(
        self, english: Labeller, memory: Memory, model: EmbeddingModel, settings: LabelSettings
    ) -> None:
        """Make a labeller; nothing is read before the first text.

        Args:
            english: Labels the English texts.
            memory: Its titles tell which words are English; texts in it are English.
            model: Gives the vectors by which kinds of labels are told.
            settings: Settings of labelling.
        """
        self._english = english
        self._memory = memory
        self._model = model
        self._settings = settings

    def label(self, texts: pd.DataFrame) -> pd.DataFrame:
        """Propose labels, see `Labeller.label`."""
        return self.read(texts)[0]

    def read(self, texts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Propose labels and tell how well each text is known, see `Labeller.read`.

        A text in another language has the labels of its words, at most ``max_labels``, those of
        relevance ``min_relevance`` or more. None if it touches a sensitive topic, if the list of
        these cannot read it, or if it holds a word of an everyday thing in one of the languages
        that it may be in. ``certainty`` is the
        relevance of its best label, ``nearest_cosine`` is missing.
        """
        known = set(self._memory.recorded(texts)["text_hash"])
        spoken = [
            () if text_hash in known else self.languages_of(name, category)
            for text_hash, name, category in _rows(texts)
        ]
        is_english = [not languages for languages in spoken]
        labels, readings = self._english.read(texts[is_english])
        found, certainty = [], []
        for (text_hash, name, category), languages in zip(_rows(texts), spoken, strict=True):
            if languages:
                words = self._labels(name, category, languages)
                found += [(text_hash, rank, word) for rank, word in enumerate(words, start=1)]
                certainty.append((text_hash, words[0].relevance if words else 0.0))
        told = self._typed(found)
        read = pd.DataFrame(certainty, columns=["text_hash", "certainty"])
        read = read.assign(read_by=BY_WORDS, nearest_cosine=float("nan"))
        labels = pd.concat([labels, told[list(LABEL_COLUMNS)]] if len(told) else [labels])
        readings = pd.concat([readings, read[list(READING_COLUMNS)]] if len(read) else [readings])
        return (
            labels.sort_values(["text_hash", "label_rank"], ignore_index=True),
            readings.sort_values("text_hash", ignore_index=True),
        )

    def languages_of(self, name: str, category: str) -> tuple[str, ...]:
        """Guess the language of a text.

        Args:
            name: The product's name.
            category: Its category path.

        Returns:
            ISO 639-1 codes, several if they share a guess, all for words that every language has
            ("aikido"); empty for English, or if nothing tells.
        """
        words = _words(name, category)
        foreign = [word for word in words if word not in self._english_words]
        counts = {code: some.count(foreign) for code, some in hobby_words().items()}
        text = f"{readable(name)} {spoken_category(category)}"
        guess = guess_language(text, english_words=self._english_words, known_words=counts)
        is_told = len(guess.languages) < len(LANGUAGES) or any(
            some.count(words) for some in hobby_words().values()
        )
        return guess.languages if is_told and not guess.is_english else ()

    def _labels(self, name: str, category: str, languages: tuple[str, ...]) -> list[WordLabel]:
        text, spoken = readable(name), spoken_category(category)
        touched = self._screen.topic_of(text, spoken) or self._screen.topic_of(spoken)
        if touched or not self._screen.can_read(text):
            return []
        words, most = _words(name, category), self._settings.max_labels
        place = folded_words(spoken)
        spoken_words = [hobby_words()[code] for code in languages]
        if any(some.is_everyday(words, place) for some in spoken_words):
            return []
        told = [some.labels(words, most, place) for some in spoken_words]
        best = max(told, key=len)
        return [word for word in best if word.relevance >= self._settings.min_relevance]

    def _typed(self, found: list[tuple[str, int, WordLabel]]) -> pd.DataFrame:
        rows = pd.DataFrame(
            [
                (key, rank, word.label, word.relevance, f"{word.term!r} is {word.meaning}")
                for key, rank, word in found
            ],
            columns=["text_hash", "label_rank", "label", "relevance", "evidence"],
        )
        kinds = kinds_of(
            rows["label"].tolist(), model=self._model, known_hobbies=self._settings.known_hobbies
        )
        return rows.assign(kind=kinds, labeller=BY_WORDS)

    @cached_property
    def _english_words(self) -> frozenset[str]:
        counts = Counter(word for name in self._memory.names for word in {*folded_words(name)})
        return frozenset(
            word
            for word, count in counts.items()
            if count >= _LEAST_TITLES and len(word) >= _LEAST_LETTERS
        )

    @cached_property
    def _screen(self) -> ListedTerms:
        return load_listed_terms(self._settings.sensitive_topics)


def _rows(texts: pd.DataFrame) -> list[tuple[str, str, str]]:
    columns = texts[["text_hash", "product_name", "category_path"]].fillna("")
    return list(columns.itertuples(index=False, name=None))


def _words(name: str, category: str) -> tuple[str, ...]:
    return folded_words(f"{readable(name)} {spoken_category(category)}")
