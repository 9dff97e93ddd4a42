"""Which labels a text might have, and the evidence for each of them as numbers."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from threadpoolctl import threadpool_limits

from hobby_profiles.core.vectors import top_positions
from hobby_profiles.embedding import worker_count
from hobby_profiles.labels.embedded.evidence.ballots import Ballots, without_repeats
from hobby_profiles.labels.embedded.evidence.examples import CLEAR_GRADE, Examples
from hobby_profiles.labels.embedded.evidence.features import FEATURES, Candidates
from hobby_profiles.labels.embedded.evidence.heads import Heads
from hobby_profiles.labels.embedded.evidence.words import largest_of_rows
from hobby_profiles.labels.embedded.vocabulary import PhraseIndex, Vocabulary
from hobby_profiles.labels.texts.views import TextViews

NEIGHBOURS = 20
_WORD_NEIGHBOURS = 10
_BLOCK = 256
_USUAL_PLACE = 20
"""A label's cosine to the text is also told against that of the label in this place."""

_FROM_VOTES = 10
_FROM_WORD_VOTES = 3
_FROM_PHRASES = 3
_FROM_TEXT = 3
_FROM_TYPE = 2
_FROM_LINEAR = 3


@dataclass(frozen=True)
class Thinning:
    """Hides part of a text's own product type, so that rare types are learnt from too.

    Attributes:
        keep: (n texts,) share of the examples of its own type that each text may see.
        draw: (m examples,) number in [0, 1) of each example; those above the share are hidden.
    """

    keep: NDArray[np.float32]
    draw: NDArray[np.float32]


class CandidateFinder:
    """Finds candidates for texts among the labels of a set of examples."""

    def __init__(self, examples: Examples, heads: Heads, vocabulary: Vocabulary) -> None:
        self._examples = examples
        self._heads = heads
        self._vocabulary = vocabulary
        self._phrases = PhraseIndex(vocabulary)
        self._type_row = heads.types.rows(examples.views)
        self._texts_of_word = heads.words.texts.T.tocsr()

    def find(
        self, views: TextViews, thinning: Thinning | None = None
    ) -> Iterator[tuple[slice, Candidates]]:
        """Find candidates, one block of texts after the other.

        Args:
            views: ``n`` texts.
            thinning: Hides examples of a text's own type; for fitting only.

        Yields:
            The rows of the block, and their candidates.
        """

        def find_block(start: int) -> tuple[slice, Candidates]:
            rows = np.arange(start, min(start + _BLOCK, len(views)))
            block = None if thinning is None else Thinning(thinning.keep[rows], thinning.draw)
            return slice(start, start + len(rows)), self._block(views.take(rows), block)

        # Blocks side by side, each on one thread: products split over threads would wait for each
        # other whenever other work keeps a core busy.
        with threadpool_limits(limits=1), ThreadPoolExecutor(worker_count()) as pool:
            yield from pool.map(find_block, range(0, len(views), _BLOCK))

    def _block(self, views: TextViews, thinning: Thinning | None) -> Candidates:
        examples, heads, vectors = self._examples, self._heads, self._vocabulary.vectors
        type_row = heads.types.rows(views)
        cosines = _products(views.vectors, examples.views.vectors)
        shared = (heads.words.weighed(views.stems) @ self._texts_of_word).tocsr()
        if thinning is not None:
            self._hide(cosines, shared, type_row, thinning)
        near = top_positions(cosines, NEIGHBOURS)
        cosine = np.take_along_axis(cosines, near, axis=1)
        same_type = (self._type_row[near] == type_row[:, None]) & (type_row >= 0)[:, None]
        positive = np.maximum(cosine, 1e-3)
        weight = _shares(positive**4 * np.where(same_type, 4, 1))
        sharp = _shares(positive**12 * np.where(same_type, 3, 1))
        by_word, word_cosine = largest_of_rows(shared, _WORD_NEIGHBOURS)
        word_weight = word_cosine / (word_cosine.sum(axis=1, keepdims=True) + 0.3)

        grades = examples.grades[near]
        ballots = Ballots(examples.labels[near], grades, weight, vectors)
        word_ballots = self._votes(examples.labels, examples.grades, by_word, word_weight)
        traps, word_traps = (
            self._votes(examples.traps, np.full_like(examples.traps, CLEAR_GRADE), rows, weights)
            for rows, weights in ((near, weight), (by_word, word_weight))
        )
        text_cosine = _products(views.vectors, vectors)
        type_cosine = _products(views.type_vectors, vectors)
        linear = heads.linear(views.vectors)
        phrases = [self._phrases.find(stems, _FROM_PHRASES) for stems in views.stems]
        sources = (
            ballots.elected(_FROM_VOTES),
            word_ballots.elected(_FROM_WORD_VOTES),
            _padded(phrases, _FROM_PHRASES),
            top_positions(text_cosine, _FROM_TEXT),
            top_positions(type_cosine, _FROM_TYPE),
            top_positions(linear[:, :-1], _FROM_LINEAR),
        )
        labels = without_repeats(np.hstack(sources))
        labels[~views.is_readable] = -1
        some = np.maximum(labels, 0)

        alike = ballots.alike(some)
        clear = ballots.supporters(alike, CLEAR_GRADE)
        by_words = word_ballots.supporters(word_ballots.alike(some), CLEAR_GRADE)
        vote = ballots.share(clear)
        support = np.where(clear, cosine[:, None, :], 0.0)
        support_cosine = support.max(axis=2)
        seen = np.ones(len(views), np.float32) if thinning is None else thinning.keep
        told = heads.types.shares(views, some, seen)
        chosen_text_cosine = np.take_along_axis(text_cosine, some, axis=1)
        chosen_linear = np.take_along_axis(linear, some, axis=1)
        usual = min(_USUAL_PLACE, text_cosine.shape[1] - 1)
        usual_cosine = -np.partition(-text_cosine, usual, axis=1)[:, usual]
        word_share = self._word_share(views, labels)
        words = heads.words.weighed(views.stems) @ heads.word_labels
        habits = heads.habits
        columns = {
            "vote_clear": vote,
            "vote_clear_near": ballots.share(clear, sharp),
            "vote_any": ballots.share(ballots.supporters(alike, 3)),
            "vote_sure": ballots.share(ballots.supporters(alike, 5)),
            "vote_exact": ballots.share(ballots.supporters(ballots.equal(some), 3)),
            "support_cosine": support_cosine,
            "support_gap": cosine[:, :1] - support_cosine,
            "support_count": clear.sum(axis=2),
            "best_vote": np.where(labels >= 0, vote, 0.0).max(axis=1),
            "vote_place": np.argsort(np.argsort(-vote, axis=1, kind="stable"), axis=1),
            "nearest_cosine": cosine[:, 0],
            "mean_cosine": cosine[:, :5].mean(axis=1),
            "none_clear": (weight * ~(grades >= CLEAR_GRADE).any(axis=2)).sum(axis=1),
            "none_any": (weight * ~(grades >= 3).any(axis=2)).sum(axis=1),
            "same_type_share": (weight * same_type).sum(axis=1),
            "word_vote": word_ballots.share(by_words),
            "word_support": np.where(by_words, word_cosine[:, None, :], 0.0).max(axis=2),
            "word_nearest": word_cosine[:, 0],
            "trap_vote": traps.share(traps.supporters(traps.alike(some), CLEAR_GRADE)),
            "word_trap_vote": word_traps.share(
                word_traps.supporters(word_traps.alike(some), CLEAR_GRADE)
            ),
            "type_share": told.hits,
            "type_texts": np.log1p(told.texts),
            "type_clear": told.clear,
            "type_named": told.named,
            "company": _cosines(ballots.company(), vectors[some]),
            "word_company": _cosines(np.asarray(words), vectors[some]),
            "type_company": _cosines(told.company, vectors[some]),
            "text_cosine": chosen_text_cosine,
            "text_cosine_gap": chosen_text_cosine - usual_cosine[:, None],
            "type_cosine": np.take_along_axis(type_cosine, some, axis=1),
            "all_words_in_text": word_share >= 1.0,
            "word_share": word_share,
            "linear": chosen_linear,
            "linear_gap": chosen_linear - linear[:, :-1].max(axis=1, keepdims=True),
            "linear_any": linear[:, -1],
            "uses": np.log1p(habits.uses[some]),
            "mean_grade": habits.mean_grade[some],
            "share_clear": habits.share_clear[some],
            "trap_share": habits.trap_share[some],
            "named_share": np.where(word_share >= 1.0, habits.named_share[some], -1.0),
        }
        features = np.stack(
            [_spread(columns[name], labels.shape[1]) for name in FEATURES], axis=2
        ).astype(np.float32)
        supporter = np.take_along_axis(near, support.argmax(axis=2), axis=1)
        example = np.where((support_cosine > 0) & (labels >= 0), supporter, -1)
        return Candidates(labels, features, example)

    def _hide(
        self,
        cosines: NDArray[np.float32],
        shared: sparse.csr_array,
        type_row: NDArray[np.int64],
        thinning: Thinning,
    ) -> None:
        """Hide examples of a text's own type."""
        same = (self._type_row[None, :] == type_row[:, None]) & (type_row >= 0)[:, None]
        hidden = same & (thinning.draw[None, :] > thinning.keep[:, None])
        cosines[hidden] = -1.0
        row = np.repeat(np.arange(shared.shape[0]), np.diff(shared.indptr))
        shared.data[hidden[row, shared.indices]] = 0.0

    def _votes(
        self,
        labels: NDArray[np.int64],
        grades: NDArray[np.int64],
        rows: NDArray[np.int64],
        weight: NDArray[np.float32],
    ) -> Ballots:
        none = (rows < 0)[:, :, None]
        voted = np.where(none, -1, labels[rows])
        return Ballots(voted, np.where(none, 0, grades[rows]), weight, self._vocabulary.vectors)

    def _word_share(self, views: TextViews, labels: NDArray[np.int64]) -> NDArray[np.float32]:
        """Share of each label's words that stand in the text."""
        shares = np.zeros(labels.shape, dtype=np.float32)
        for row, stems in enumerate(views.stems):
            words = frozenset(stems)
            for place, label in enumerate(labels[row]):
                wanted = self._vocabulary.stems[label] if label >= 0 else frozenset[str]()
                shares[row, place] = len(wanted & words) / len(wanted) if wanted else 0.0
        return shares


def _cosines(expected: NDArray[np.float32], candidates: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cosines, (n, C), damped where little is expected."""
    length = np.linalg.norm(expected, axis=1, keepdims=True) + 0.1
    return np.asarray((candidates @ (expected / length)[:, :, None])[:, :, 0], dtype=np.float32)


def _products(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cosines; the left side is filled up, so that a text's numbers do not depend on its block."""
    filled = np.zeros((_BLOCK, left.shape[1]), dtype=np.float32)
    filled[: len(left)] = left
    return np.asarray((filled @ right.T)[: len(left)])


def _padded(rows: list[list[int]], width: int) -> NDArray[np.int64]:
    return np.array([[*row, *[-1] * (width - len(row))] for row in rows], dtype=np.int64)


def _shares(weight: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(weight / weight.sum(axis=1, keepdims=True), dtype=np.float32)


def _spread(column: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """Repeat a number of the text for each of its candidates."""
    return np.repeat(column[:, None], width, axis=1) if column.ndim == 1 else column
