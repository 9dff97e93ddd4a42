"""Which labels a text might have, and the evidence for each of them as numbers."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from hobby_profiles.core.vectors import top_positions
from hobby_profiles.embedding import worker_count
from hobby_profiles.labels.embedded.examples import CLEAR_GRADE, Examples
from hobby_profiles.labels.embedded.heads import Heads, drawn_to
from hobby_profiles.labels.embedded.vocabulary import SAME_HOBBY_COSINE, PhraseIndex, Vocabulary
from hobby_profiles.labels.texts.views import TextViews

NEIGHBOURS = 20
_BLOCK = 256
_USUAL_PLACE = 20
"""A label's cosine to the text is also told against that of the label in this place."""

_FROM_VOTES = 10
_FROM_PHRASES = 3
_FROM_TEXT = 3
_FROM_TYPE = 2
_FROM_LINEAR = 3

FEATURES = (
    # Votes of the nearest labelled texts, in shares of their weight.
    "vote_clear", "vote_clear_near", "vote_any", "vote_sure", "vote_exact",
    "support_cosine", "support_gap", "support_count", "best_vote", "vote_place",
    # How near they are, and how many of them have no hobby at all.
    "nearest_cosine", "mean_cosine", "none_clear", "none_any", "same_type_share",
    # What texts of the product type have.
    "type_share", "type_texts", "type_clear",
    # The label itself beside the text and its type.
    "text_cosine", "text_cosine_gap", "type_cosine", "all_words_in_text", "word_share",
    # Linear heads over the text's vector.
    "linear", "linear_gap", "linear_any",
    # The label's habits.
    "uses", "mean_grade", "share_clear",
)  # fmt: skip
"""Names of the numbers that a candidate is described by."""


@dataclass(frozen=True)
class Thinning:
    """Hides part of a text's own product type, so that rare types are learnt from too.

    Attributes:
        keep: (n texts,) share of the examples of its own type that each text may see.
        draw: (m examples,) number in [0, 1) of each example; those above the share are hidden.
    """

    keep: NDArray[np.float32]
    draw: NDArray[np.float32]


@dataclass(frozen=True)
class Candidates:
    """Candidate labels of ``n`` texts.

    Attributes:
        labels: (n, C) rows in the vocabulary, -1 for none, each at most once per text.
        features: (n, C, F) numbers named by `FEATURES`.
        example: (n, C) row of the nearest example that has the label, -1 if none of the nearest.
    """

    labels: NDArray[np.int64]
    features: NDArray[np.float32]
    example: NDArray[np.int64]


class CandidateFinder:
    """Finds candidates for texts among the labels of a set of examples."""

    def __init__(self, examples: Examples, heads: Heads, vocabulary: Vocabulary) -> None:
        self._examples = examples
        self._heads = heads
        self._vocabulary = vocabulary
        self._phrases = PhraseIndex(vocabulary)

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
            keep = None if thinning is None else thinning.keep[rows]
            draw = None if thinning is None else thinning.draw
            return slice(start, start + len(rows)), self._block(views.take(rows), keep, draw)

        # Blocks side by side, each on one thread: products split over threads would wait for each
        # other whenever other work keeps a core busy.
        with threadpool_limits(limits=1), ThreadPoolExecutor(worker_count()) as pool:
            yield from pool.map(find_block, range(0, len(views), _BLOCK))

    def _block(
        self,
        views: TextViews,
        keep: NDArray[np.float32] | None,
        draw: NDArray[np.float32] | None,
    ) -> Candidates:
        examples, heads, vectors = self._examples, self._heads, self._vocabulary.vectors
        type_row = heads.type_row(views)
        is_same_type = heads.type_row(examples.views)[None, :] == type_row[:, None]
        is_same_type &= (type_row < len(heads.type_rows))[:, None]
        cosines = _products(views.vectors, examples.views.vectors)
        if keep is not None and draw is not None:
            cosines[is_same_type & (draw[None, :] > keep[:, None])] = -1.0
        near = top_positions(cosines, NEIGHBOURS)
        cosine = np.take_along_axis(cosines, near, axis=1)
        same_type = np.take_along_axis(is_same_type, near, axis=1)
        positive = np.maximum(cosine, 1e-3)
        weight = _shares(positive**4 * np.where(same_type, 4, 1))
        sharp = _shares(positive**12 * np.where(same_type, 3, 1))

        voted, grades = examples.labels[near], examples.grades[near]
        text_cosine = _products(views.vectors, vectors)
        type_cosine = _products(views.type_vectors, vectors)
        linear = heads.linear(views)
        ballots = _Ballots(voted, grades, vectors)
        phrases = [self._phrases.find(stems, _FROM_PHRASES) for stems in views.stems]
        sources = (
            ballots.elected(weight, _FROM_VOTES),
            _padded(phrases, _FROM_PHRASES),
            top_positions(text_cosine, _FROM_TEXT),
            top_positions(type_cosine, _FROM_TYPE),
            top_positions(linear[:, :-1], _FROM_LINEAR),
        )
        labels = _without_repeats(np.hstack(sources))
        labels[~views.is_readable] = -1
        some = np.maximum(labels, 0)

        alike, equal = ballots.alike(some), ballots.equal(some)
        clear = ballots.supporters(alike, CLEAR_GRADE)
        vote = _weigh(clear, weight)
        support = np.where(clear, cosine[:, None, :], 0.0)
        support_cosine = support.max(axis=2)
        has_clear = (grades >= CLEAR_GRADE).any(axis=2)
        has_any = (grades >= 3).any(axis=2)
        seen = 1.0 if keep is None else keep
        type_texts = heads.type_texts[type_row] * seen
        type_hits = heads.type_hits[type_row[:, None], some] * np.reshape(seen, (-1, 1))
        type_clear = drawn_to(heads.clear_share, heads.type_clear[type_row] * seen, type_texts)
        chosen_text_cosine = np.take_along_axis(text_cosine, some, axis=1)
        chosen_linear = np.take_along_axis(linear, some, axis=1)
        usual = min(_USUAL_PLACE, text_cosine.shape[1] - 1)
        usual_cosine = -np.partition(-text_cosine, usual, axis=1)[:, usual]
        word_share = self._word_share(views, labels)
        columns = {
            "vote_clear": vote,
            "vote_clear_near": _weigh(clear, sharp),
            "vote_any": _weigh(ballots.supporters(alike, 3), weight),
            "vote_sure": _weigh(ballots.supporters(alike, 5), weight),
            "vote_exact": _weigh(ballots.supporters(equal, 3), weight),
            "support_cosine": support_cosine,
            "support_gap": cosine[:, :1] - support_cosine,
            "support_count": clear.sum(axis=2),
            "best_vote": np.where(labels >= 0, vote, 0.0).max(axis=1),
            "vote_place": np.argsort(np.argsort(-vote, axis=1, kind="stable"), axis=1),
            "nearest_cosine": cosine[:, 0],
            "mean_cosine": cosine[:, :5].mean(axis=1),
            "none_clear": (weight * ~has_clear).sum(axis=1),
            "none_any": (weight * ~has_any).sum(axis=1),
            "same_type_share": (weight * same_type).sum(axis=1),
            "type_share": drawn_to(heads.label_share[some], type_hits, type_texts[:, None]),
            "type_texts": np.log1p(type_texts),
            "type_clear": type_clear,
            "text_cosine": chosen_text_cosine,
            "text_cosine_gap": chosen_text_cosine - usual_cosine[:, None],
            "type_cosine": np.take_along_axis(type_cosine, some, axis=1),
            "all_words_in_text": word_share >= 1.0,
            "word_share": word_share,
            "linear": chosen_linear,
            "linear_gap": chosen_linear - linear[:, :-1].max(axis=1, keepdims=True),
            "linear_any": linear[:, -1],
            "uses": np.log1p(heads.uses[some]),
            "mean_grade": heads.mean_grade[some],
            "share_clear": heads.share_clear[some],
        }
        features = np.stack(
            [_spread(columns[name], labels.shape[1]) for name in FEATURES], axis=2
        ).astype(np.float32)
        supporter = np.take_along_axis(near, support.argmax(axis=2), axis=1)
        example = np.where((support_cosine > 0) & (labels >= 0), supporter, -1)
        return Candidates(labels, features, example)

    def _word_share(self, views: TextViews, labels: NDArray[np.int64]) -> NDArray[np.float32]:
        """Share of each label's words that stand in the text."""
        shares = np.zeros(labels.shape, dtype=np.float32)
        for row, stems in enumerate(views.stems):
            words = frozenset(stems)
            for place, label in enumerate(labels[row]):
                wanted = self._vocabulary.stems[label] if label >= 0 else frozenset[str]()
                shares[row, place] = len(wanted & words) / len(wanted) if wanted else 0.0
        return shares


class _Ballots:
    """What the neighbours of a block of texts voted for."""

    def __init__(
        self,
        voted: NDArray[np.int64],
        grades: NDArray[np.int64],
        vectors: NDArray[np.float32],
    ) -> None:
        self._shape = voted.shape
        self._labels = voted.reshape(len(voted), -1)
        self._grades = grades.reshape(len(voted), -1)
        self._vectors = vectors
        self._voted_vectors = vectors[np.maximum(self._labels, 0)]

    def elected(self, weight: NDArray[np.float32], most: int) -> NDArray[np.int64]:
        """The labels with most votes, (n, most), -1 where there are fewer."""
        labels = self._labels
        some = np.maximum(labels, 0)
        clear = _weigh(self.supporters(self.alike(some), CLEAR_GRADE), weight)
        exact = _weigh(self.supporters(self.equal(some), 3), weight)
        is_first = labels == _without_repeats(labels)
        score = np.where((labels >= 0) & is_first, clear + 0.5 * exact, -1.0)
        best = top_positions(score, most)
        is_elected = np.take_along_axis(score, best, axis=1) > 0
        return np.where(is_elected, np.take_along_axis(labels, best, axis=1), -1)

    def alike(self, candidates: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which votes, (n, C, votes), are for a label that means the same as the candidate."""
        wanted = self._vectors[candidates]
        return np.asarray(wanted @ self._voted_vectors.swapaxes(1, 2) >= SAME_HOBBY_COSINE)

    def equal(self, candidates: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which votes, (n, C, votes), are for the candidate itself."""
        return np.asarray(candidates[:, :, None] == self._labels[:, None, :])

    def supporters(self, votes: NDArray[np.bool_], least_grade: int) -> NDArray[np.bool_]:
        """Which neighbours, (n, C, neighbours), cast such a vote with at least that grade."""
        graded = votes & (self._grades >= least_grade)[:, None, :]
        rows, neighbours, labels = self._shape
        return np.asarray(graded.reshape(rows, votes.shape[1], neighbours, labels).any(axis=3))


def _products(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cosines; the left side is filled up, so that a text's numbers do not depend on its block."""
    filled = np.zeros((_BLOCK, left.shape[1]), dtype=np.float32)
    filled[: len(left)] = left
    return np.asarray((filled @ right.T)[: len(left)])


def _without_repeats(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Blank what stands further left in the same row."""
    equal = labels[:, :, None] == labels[:, None, :]
    is_repeat = (equal & np.tri(labels.shape[1], k=-1, dtype=bool)).any(axis=2)
    return np.where(is_repeat, -1, labels)


def _padded(rows: list[list[int]], width: int) -> NDArray[np.int64]:
    return np.array([[*row, *[-1] * (width - len(row))] for row in rows], dtype=np.int64)


def _shares(weight: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(weight / weight.sum(axis=1, keepdims=True), dtype=np.float32)


def _weigh(votes: NDArray[np.bool_], weight: NDArray[np.float32]) -> NDArray[np.float32]:
    """Sum the weights of the neighbours that vote: (n, C)."""
    return np.asarray((votes @ weight[:, :, None])[:, :, 0], dtype=np.float32)


def _spread(column: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """Repeat a number of the text for each of its candidates."""
    return np.repeat(column[:, None], width, axis=1) if column.ndim == 1 else column
