"""Boosted trees as plain arrays: fitted by scikit-learn, kept without any code, scored by numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

_MOST_LEAVES = 16
_LOWEST_BIT = np.array([0] + [(n & -n).bit_length() - 1 for n in range(1, 1 << _MOST_LEAVES)])
_ALL = (1 << _MOST_LEAVES) - 1
_ONE = np.uint16(1)


@dataclass(frozen=True)
class Trees:
    """``T`` trees of at most 16 leaves and 15 questions each.

    A question asks whether a feature is at most a threshold; a no rules out the leaves on its left.
    The answer of a tree is its leftmost leaf that no question rules out (QuickScorer: Lucchese and
    others, SIGIR 2015), so all rows are scored with a few operations on whole columns.

    Attributes:
        feature: (T, 15) column that each question reads, 0 beyond the last one.
        threshold: (T, 15) its threshold, infinite beyond the last one.
        survivors: (T, 15) leaves, as bits, that a no leaves over.
        values: (T, 16) log odds that each leaf adds.
        base: Log odds before the first tree.
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    survivors: NDArray[np.uint16]
    values: NDArray[np.float32]
    base: float

    @classmethod
    def fit(
        cls,
        features: NDArray[np.float32],
        target: NDArray[np.bool_],
        *,
        trees: int,
        in_leaf: int,
    ) -> Trees:
        """Fit trees.

        Args:
            features: (n, F) finite numbers.
            target: (n,) what is to be told, with both answers among it.
            trees: Number of trees.
            in_leaf: Fewest rows of a leaf.

        Returns:
            The trees, the same for the same rows in the same order.
        """
        model = HistGradientBoostingClassifier(
            max_iter=trees,
            learning_rate=0.1,
            max_leaf_nodes=_MOST_LEAVES,
            min_samples_leaf=in_leaf,
            l2_regularization=5.0,
            early_stopping=False,
            random_state=0,
        )
        # Several threads add up the same histograms, only slower when other work takes a core.
        with threadpool_limits(limits=1, user_api="openmp"):
            model.fit(features, target)
        shape = (len(model._predictors), _MOST_LEAVES)
        feature = np.zeros((shape[0], _MOST_LEAVES - 1), dtype=np.int16)
        threshold = np.full(feature.shape, np.inf, dtype=np.float32)
        survivors = np.full(feature.shape, _ALL, dtype=np.uint16)
        values = np.zeros(shape, dtype=np.float32)
        for tree, (predictor,) in enumerate(model._predictors):
            _lay_out(predictor.nodes, feature[tree], threshold[tree], survivors[tree], values[tree])
        base = float(np.ravel(model._baseline_prediction)[0])
        return cls(feature, threshold, survivors, values, base)

    def probability(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """Tell the probability, (n,), of each of ``n`` rows of (n, F) features."""
        columns = np.ascontiguousarray(features.T)
        log_odds = np.full(len(features), self.base)
        for tree in range(len(self.feature)):
            leaves = np.full(len(features), _ALL, dtype=np.uint16)
            for question in np.flatnonzero(np.isfinite(self.threshold[tree])):
                column = columns[self.feature[tree, question]]
                # All bits for a yes, none for a no: sums are many times as fast as a masked "and".
                is_yes = (column > self.threshold[tree, question]).astype(np.uint16) - _ONE
                leaves &= is_yes | self.survivors[tree, question]
            log_odds += self.values[tree][_LOWEST_BIT[leaves]]
        return np.asarray(1.0 / (1.0 + np.exp(-log_odds)))


def _lay_out(
    nodes: np.ndarray,
    feature: NDArray[np.int16],
    threshold: NDArray[np.float32],
    survivors: NDArray[np.uint16],
    values: NDArray[np.float32],
) -> None:
    """Write one tree of scikit-learn into its rows of the arrays, leaves from left to right."""
    leaf, question = 0, 0

    def walk(node: int) -> None:
        nonlocal leaf, question
        if nodes["is_leaf"][node]:
            values[leaf] = nodes["value"][node]
            leaf += 1
            return
        place, first = question, leaf
        question += 1
        walk(int(nodes["left"][node]))
        feature[place] = nodes["feature_idx"][node]
        threshold[place] = _rounded_down(float(nodes["num_threshold"][node]))
        survivors[place] = _ALL & ~(((1 << (leaf - first)) - 1) << first)
        walk(int(nodes["right"][node]))

    walk(0)


def _rounded_down(value: float) -> np.float32:
    """The largest number of single precision that is not above a threshold."""
    rounded = np.float32(value)
    return np.nextafter(rounded, np.float32(-np.inf)) if float(rounded) > value else rounded
