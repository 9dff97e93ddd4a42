"""How likely each candidate is right: boosted trees, fitted on the memory itself, out of fold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from hobby_profiles.core.progress import progress
from hobby_profiles.labels.embedded.candidates import CandidateFinder, Candidates, Thinning
from hobby_profiles.labels.embedded.examples import Examples, right_labels
from hobby_profiles.labels.embedded.heads import fit_heads
from hobby_profiles.labels.embedded.vocabulary import Vocabulary

_FOLDS = 4
_NEAR_DUPLICATE_COSINE = 0.92
_SHARES_SEEN = (0.03, 0.15, 0.5, 1.0)
_SHARES_ODDS = (0.3, 0.25, 0.15, 0.3)
_SEED = 20221230
_SURE_GRADE = 5
_MOST_IN_LEAF, _LEAST_IN_LEAF = 200, 20
_LEAVES = 100
"""Candidates in a leaf: a hundredth of all, so that a small memory is learnt from too; more than
200 bring nothing, fewer than 20 are chance."""

_TREES = {
    "max_iter": 120,
    "learning_rate": 0.1,
    "max_leaf_nodes": 12,
    "l2_regularization": 5.0,
    "early_stopping": False,
    "random_state": 0,
}


@dataclass(frozen=True)
class Ranker:
    """Gives each candidate the probability that it is right, and that it is surely so.

    Attributes:
        clear: Trees for "recorded with grade 4 or 5"; None if there was nothing to learn from.
        sure: Trees for "recorded with grade 5"; None likewise.
    """

    clear: HistGradientBoostingClassifier | None
    sure: HistGradientBoostingClassifier | None

    def relevance(self, candidates: Candidates) -> NDArray[np.float64]:
        """Probability, (n, C), that a candidate is right; 0 where there is none."""
        return _probability(self.clear, candidates)

    def certainty(self, candidates: Candidates) -> NDArray[np.float64]:
        """Probability, (n,), that the text has a label that fits without any doubt."""
        return np.asarray(_probability(self.sure, candidates).max(axis=1, initial=0.0))


def fit_ranker(examples: Examples, vocabulary: Vocabulary) -> Ranker:
    """Fit the ranker on labelled texts, each described by the others only.

    The texts are split into folds, near-duplicates together; a fold's candidates come from the
    other folds. Part of a text's own product type is hidden at random, because a new shop's types
    are rarer in the memory than the memory's own.

    Args:
        examples: Labelled texts.
        vocabulary: Their labels.

    Returns:
        The ranker, the same for the same texts in the same order.
    """
    random = np.random.default_rng(_SEED)
    groups = near_duplicate_groups(examples.views.vectors)
    fold = random.integers(0, _FOLDS, groups.max(initial=-1) + 1)[groups]
    keep = random.choice(_SHARES_SEEN, len(examples), p=_SHARES_ODDS).astype(np.float32)
    draw = random.random(len(examples)).astype(np.float32)
    features: list[NDArray[np.float32]] = []
    is_clear: list[NDArray[np.bool_]] = []
    is_sure: list[NDArray[np.bool_]] = []
    with progress("Learning from labelled texts", len(examples), unit="texts") as advance:
        for number in range(_FOLDS):
            asked = np.flatnonzero(fold == number)
            others = np.flatnonzero(fold != number)
            if not len(asked) or not len(others):
                continue
            known, held_out = examples.take(others), examples.take(asked)
            finder = CandidateFinder(known, fit_heads(known, vocabulary), vocabulary)
            for rows, found in finder.find(held_out.views, Thinning(keep[asked], draw[others])):
                block = held_out.take(np.arange(len(held_out))[rows])
                some = found.labels >= 0
                answers = (block, found.labels, vocabulary.vectors)
                features.append(found.features[some])
                is_clear.append(right_labels(*answers)[some])
                is_sure.append(right_labels(*answers, least_grade=_SURE_GRADE)[some])
                advance(len(block))
    if not features:
        return Ranker(None, None)
    described = np.concatenate(features)
    # Several threads add up the same histograms, only slower when other work keeps a core busy.
    with threadpool_limits(limits=1, user_api="openmp"):
        return Ranker(_fit(described, is_clear), _fit(described, is_sure))


def _fit(
    features: NDArray[np.float32], is_right: list[NDArray[np.bool_]]
) -> HistGradientBoostingClassifier | None:
    target = np.concatenate(is_right)
    if target.all() or not target.any():
        return None
    in_leaf = min(max(len(target) // _LEAVES, _LEAST_IN_LEAF), _MOST_IN_LEAF)
    trees = HistGradientBoostingClassifier(min_samples_leaf=in_leaf, **_TREES)
    return trees.fit(features, target)


def _probability(
    trees: HistGradientBoostingClassifier | None, candidates: Candidates
) -> NDArray[np.float64]:
    probability = np.zeros(candidates.labels.shape)
    some = candidates.labels >= 0
    if trees is not None and some.any():
        with threadpool_limits(limits=1, user_api="openmp"):
            probability[some] = trees.predict_proba(candidates.features[some])[:, 1]
    return probability


def near_duplicate_groups(vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """Number the groups of texts that are linked by cosines above 0.92.

    Args:
        vectors: (n, d) unit rows.

    Returns:
        (n,) group numbers from 0.
    """
    left: list[NDArray[np.int64]] = []
    right: list[NDArray[np.int64]] = []
    for start in range(0, len(vectors), 1024):
        rows, columns = np.nonzero(
            vectors[start : start + 1024] @ vectors.T > _NEAR_DUPLICATE_COSINE
        )
        left.append(rows + start)
        right.append(columns)
    if not left:
        return np.zeros(0, dtype=np.int64)
    pairs = (np.concatenate(left), np.concatenate(right))
    links = coo_array((np.ones(len(pairs[0]), bool), pairs), (len(vectors), len(vectors)))
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)
