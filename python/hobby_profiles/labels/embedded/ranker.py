"""How likely each candidate is right: boosted trees, fitted on the memory itself, out of fold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from hobby_profiles.core.progress import progress
from hobby_profiles.labels.embedded.evidence.candidates import CandidateFinder, Thinning
from hobby_profiles.labels.embedded.evidence.examples import Examples, exact_labels, right_labels
from hobby_profiles.labels.embedded.evidence.features import Candidates
from hobby_profiles.labels.embedded.evidence.heads import fit_heads
from hobby_profiles.labels.embedded.evidence.words import WordIndex
from hobby_profiles.labels.embedded.trees import Trees
from hobby_profiles.labels.embedded.vocabulary import Vocabulary

_FOLDS = 4
_MOST_ASKED = 48_000
"""Texts that are learnt from; the others only stand in the memory that describes them."""

_NEAR_DUPLICATE_COSINE = 0.8
_SHARES_SEEN = (0.03, 0.15, 0.5, 1.0)
_SHARES_ODDS = (0.3, 0.25, 0.15, 0.3)
_SEED = 20221230
_SURE_GRADE = 5
_TREES = 120
_MOST_IN_LEAF, _LEAST_IN_LEAF = 100, 20
_LEAVES = 100
"""Candidates in a leaf: a hundredth of all, so that a small memory is learnt from too; more than
100 bring nothing, fewer than 20 are chance."""


@dataclass(frozen=True)
class Ranker:
    """Gives each candidate the probability that it is right, and that it is surely so.

    Attributes:
        clear: Trees for "recorded with grade 4 or 5"; None if there was nothing to learn from.
        sure: Trees for "recorded with grade 5"; None likewise.
        exact: Trees for "this very label was recorded with grade 4 or 5"; None likewise.
    """

    clear: Trees | None
    sure: Trees | None
    exact: Trees | None

    def relevance(self, candidates: Candidates) -> NDArray[np.float64]:
        """Probability, (n, C), that a candidate is right; 0 where there is none."""
        return _probability(self.clear, candidates)

    def exactness(self, candidates: Candidates) -> NDArray[np.float64]:
        """Probability, (n, C), that a reader would give this label, not one near to it."""
        return _probability(self.exact, candidates)

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
    groups = near_duplicate_groups(examples)
    fold = random.integers(0, _FOLDS, groups.max(initial=-1) + 1)[groups]
    keep = random.choice(_SHARES_SEEN, len(examples), p=_SHARES_ODDS).astype(np.float32)
    draw = random.random(len(examples)).astype(np.float32)
    is_asked = random.permutation(len(examples)) < _MOST_ASKED
    features: list[NDArray[np.float32]] = []
    is_clear: list[NDArray[np.bool_]] = []
    is_sure: list[NDArray[np.bool_]] = []
    is_exact: list[NDArray[np.bool_]] = []
    with progress("Learning from labelled texts", int(is_asked.sum()), unit="texts") as advance:
        for number in range(_FOLDS):
            asked = np.flatnonzero((fold == number) & is_asked)
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
                is_exact.append(exact_labels(block, found.labels, vocabulary.forms)[some])
                advance(len(block))
    if not features:
        return Ranker(None, None, None)
    described = np.concatenate(features)
    return Ranker(*(_fit(described, target) for target in (is_clear, is_sure, is_exact)))


def _fit(features: NDArray[np.float32], is_right: list[NDArray[np.bool_]]) -> Trees | None:
    target = np.concatenate(is_right)
    if target.all() or not target.any():
        return None
    in_leaf = min(max(len(target) // _LEAVES, _LEAST_IN_LEAF), _MOST_IN_LEAF)
    return Trees.fit(features, target, trees=_TREES, in_leaf=in_leaf)


def _probability(trees: Trees | None, candidates: Candidates) -> NDArray[np.float64]:
    probability = np.zeros(candidates.labels.shape)
    some = candidates.labels >= 0
    if trees is not None and some.any():
        probability[some] = trees.probability(candidates.features[some])
    return probability


def near_duplicate_groups(examples: Examples) -> NDArray[np.int64]:
    """Number the groups of texts that are linked by many rare words in common.

    Args:
        examples: ``n`` texts.

    Returns:
        (n,) group numbers from 0.
    """
    weights = WordIndex.of(examples.views.stems).texts
    links = weights @ weights.T
    links.data = links.data >= _NEAR_DUPLICATE_COSINE
    links.eliminate_zeros()
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)
