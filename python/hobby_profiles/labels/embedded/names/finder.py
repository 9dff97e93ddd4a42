"""Names in titles: teams, vehicles, series, artists, breeds that the memory lacks as labels.

Nothing here knows a name. What is learnt is how names that readers took for labels stand in titles:
written with a capital wherever the words occur, between marks, before "series" or after "for", in
product types whose titles name such things.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hobby_profiles.labels.embedded.names.title_words import END, MARK, START, TitleWords
from hobby_profiles.labels.embedded.trees import Trees

_LONGEST = 4
_PRIOR = 5.0
_LEAST_TITLES = 2
_FOLDS = 3
_NAMELESS_SHARE = 0.3
_TREES, _IN_LEAF = 120, 50
_LEAST_NAMES = 100
"""Fewer names than this teach nothing."""


@dataclass(frozen=True)
class NameHabits:
    """How ``V`` words and ``T`` product types stand to names, counted in labelled titles.

    Attributes:
        words: The words, in order; those in a single title are left out.
        told: (V + 1, 6) of each word: how rare it is, how often it is written small, and the
            logarithm of the share of names among the phrases after it, before it, that begin and
            that end with it; the last row stands for any other word.
        types: The product types, in order.
        type_told: (T + 1, 2) share of a type's titles with a name, logarithm of its titles.
    """

    words: list[str]
    told: NDArray[np.float32]
    types: list[str]
    type_told: NDArray[np.float32]

    @classmethod
    def of(
        cls, titles: TitleWords, types: Sequence[str], names: Sequence[frozenset[str]]
    ) -> NameHabits:
        """Count titles whose names are known."""
        holds = Counter(dict.fromkeys((START, END, MARK), _LEAST_TITLES))
        for row in range(len(types)):
            holds.update(set(titles.word[titles.first[row] : titles.first[row + 1]]))
        words = sorted(word for word, count in holds.items() if count >= _LEAST_TITLES)
        row_of = {word: row for row, word in enumerate(words)}
        ids = titles.ids(row_of)
        size = len(words) + 1
        inner = np.ones(len(ids), dtype=bool)
        inner[titles.first[:-1][np.diff(titles.first) > 0]] = False
        seen = _counts(ids[inner], size)
        small = _counts(ids[inner & ~titles.is_large], size)
        phrases, right = np.zeros((4, size)), np.zeros((4, size))
        for length in range(1, _LONGEST + 1):
            start = titles.phrases(length)
            rows = (
                *titles.neighbours(start, length, ids, row_of),
                ids[start],
                ids[start + length - 1],
            )
            is_name = np.array(
                [bool(names[titles.title[s]]) and titles.text(s, length) in names[titles.title[s]]
                 for s in start], dtype=bool,
            )  # fmt: skip
            for part, found in enumerate(rows):
                phrases[part] += _counts(found, size)
                right[part] += _counts(found[is_name], size)
        count = np.array([*(holds[word] for word in words), 0], dtype=np.float64)
        rate = np.log((right + 0.02 * _PRIOR) / (phrases + _PRIOR))
        rate[:, -1] = np.log(0.02)
        told = [np.log((len(types) + 1) / (count + 1)), (small + 0.5) / (seen + 2.0), *rate]
        kinds, place = np.unique(np.asarray(types, dtype=str), return_inverse=True)
        named = np.array([bool(some) for some in names], dtype=np.float64)
        texts = np.append(np.bincount(place, minlength=len(kinds)), 0)
        hits = np.append(np.bincount(place, named, len(kinds)), 0)
        share = (hits + _PRIOR * named.mean()) / (texts + _PRIOR)
        return cls(
            words,
            np.column_stack(told).astype(np.float32),
            kinds.tolist(),
            np.column_stack([share, np.log1p(texts)]).astype(np.float32),
        )

    def describe(
        self, titles: TitleWords, types: Sequence[str], length: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Describe the phrases of so many words: their starts, and (phrases, features)."""
        row_of = {word: row for row, word in enumerate(self.words)}
        kind_of = {kind: row for row, kind in enumerate(self.types)}
        ids = titles.ids(row_of)
        start = titles.phrases(length)
        row = titles.title[start]
        span = start[:, None] + np.arange(length)
        told = self.told[ids[span]]
        before, after = titles.neighbours(start, length, ids, row_of)
        size = np.diff(titles.first)
        large = np.bincount(titles.title, titles.is_large, len(size)) / np.maximum(size, 1)
        key = titles.title * 64 + titles.segment
        segment_size = np.bincount(key, minlength=64 * len(size) + 64)[key[start]]
        letters = np.array([len(word) for word in titles.word], dtype=np.float64)
        capitals = np.array([word.isupper() for word in titles.written], dtype=bool)
        digits = np.array([any(map(str.isdigit, word)) for word in titles.word], dtype=bool)
        kind = self.type_told[[kind_of.get(types[title], -1) for title in row]].reshape(-1, 2)
        place = start - titles.first[row]
        columns = [
            np.full(len(start), length),
            letters[span].sum(axis=1),
            place,
            place / np.maximum(size[row], 1),
            titles.segment[start],
            segment_size,
            segment_size == length,
            np.isin(before, [row_of[START], row_of[MARK]]),
            np.isin(after, [row_of[END], row_of[MARK]]),
            titles.in_brackets[start],
            self.told[before, 2],
            self.told[after, 3],
            told[:, 0, 4],
            told[:, -1, 5],
            told[:, :, 0].min(axis=1),
            told[:, :, 0].max(axis=1),
            told[:, :, 1].min(axis=1),
            told[:, :, 1].max(axis=1),
            large[row],
            capitals[span].all(axis=1),
            digits[span].any(axis=1),
            kind[:, 0],
            kind[:, 1],
        ]
        return start, np.column_stack(columns).astype(np.float32)


@dataclass(frozen=True)
class NameFinder:
    """Tells which phrases of titles are names that a reader would take for a label.

    Attributes:
        habits: How words stand to names.
        trees: Tell the probability.
    """

    habits: NameHabits
    trees: Trees

    def find(
        self, titles: Sequence[str], types: Sequence[str], least: float
    ) -> list[list[tuple[str, float]]]:
        """Find names.

        Args:
            titles: ``n`` titles.
            types: Their product types.
            least: Least probability.

        Returns:
            For each title its names in small letters and their probabilities, the likeliest first.
        """
        read = TitleWords.of(titles)
        found: list[list[tuple[str, float]]] = [[] for _ in titles]
        for length in range(1, _LONGEST + 1):
            start, features = self.habits.describe(read, types, length)
            if len(start):
                probability = self.trees.probability(features)
                for place in np.flatnonzero(probability >= least):
                    text = read.text(int(start[place]), length)
                    found[read.title[start[place]]].append((text, float(probability[place])))
        return [sorted(some, key=lambda one: (-one[1], one[0])) for some in found]


def fit_names(
    titles: Sequence[str],
    types: Sequence[str],
    names: Sequence[frozenset[str]],
    labels: frozenset[str],
) -> NameFinder | None:
    """Learn how names stand in titles, each title described by the others only.

    Args:
        titles: ``n`` titles.
        types: Their product types.
        names: For each title its clear labels that few other texts have.
        labels: Every other label, which is no name to be learnt.

    Returns:
        The finder; None where the titles hold too few names.
    """
    random = np.random.default_rng(0)
    fold = random.integers(0, _FOLDS, len(titles))
    has_name = np.array([bool(some) for some in names], dtype=bool)
    is_asked = has_name | (random.random(len(titles)) < _NAMELESS_SHARE)
    features, target, weight = [], [], []
    for number in range(_FOLDS):
        asked = np.flatnonzero((fold == number) & is_asked)
        others = np.flatnonzero(fold != number)
        habits = _habits(others, titles, types, names)
        rows = asked.tolist()
        read = TitleWords.of([titles[row] for row in rows])
        for length in range(1, _LONGEST + 1):
            start, described = habits.describe(read, [types[row] for row in rows], length)
            texts = [read.text(int(place), length) for place in start]
            is_name = np.array(
                [text in names[rows[read.title[place]]]
                 for text, place in zip(texts, start, strict=True)], dtype=bool,
            )  # fmt: skip
            kept = is_name | np.array([text not in labels for text in texts], dtype=bool)
            row = asked[read.title[start]]
            features.append(described[kept])
            target.append(is_name[kept])
            weight.append(np.where(has_name[row], 1.0, 1.0 / _NAMELESS_SHARE)[kept])
    is_right = np.concatenate(target) if target else np.zeros(0, dtype=bool)
    if is_right.sum() < _LEAST_NAMES:
        return None
    trees = Trees.fit(
        np.concatenate(features),
        is_right,
        trees=_TREES,
        in_leaf=_IN_LEAF,
        weight=np.concatenate(weight).astype(np.float32),
    )
    return NameFinder(_habits(np.arange(len(titles)), titles, types, names), trees)


def _habits(
    rows: NDArray[np.int64],
    titles: Sequence[str],
    types: Sequence[str],
    names: Sequence[frozenset[str]],
) -> NameHabits:
    places = rows.tolist()
    read = TitleWords.of([titles[row] for row in places])
    return NameHabits.of(read, [types[row] for row in places], [names[row] for row in places])


def _counts(rows: NDArray[np.int64], size: int) -> NDArray[np.float64]:
    return np.bincount(rows[rows >= 0], minlength=size).astype(np.float64)
