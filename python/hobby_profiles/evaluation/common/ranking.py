"""Measures of rankings: topics of a user, users of a topic."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Scores: TypeAlias = NDArray[np.floating]
Truth: TypeAlias = NDArray[np.bool_]


def gains(depth: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What a right answer is worth at each place of a list, and what the best lists are worth.

    Args:
        depth: Places that count.

    Returns:
        Discounts 1 / log2(rank + 1), shape (depth,), and their sums up to each number of right
        answers, from none, shape (depth + 1,): NDCG with binary relevance and an ideal list capped
        at the depth (Järvelin and Kekäläinen, 2002).
    """
    discounts = 1 / np.log2(np.arange(2, depth + 2))
    return discounts, np.concatenate([[0.0], np.cumsum(discounts)])


def profile_measures(
    scores: Scores, truth: Truth, candidates: Truth | None = None, k: int = 10
) -> dict[str, NDArray[np.float64]]:
    """Measure how well scores rank each user's topics.

    NDCG as of `gains`. Equal scores keep the order of columns, so break ties before.

    Args:
        scores: Shape (users, topics); higher is better.
        truth: Same shape; whether the user has an event in the topic afterwards.
        candidates: Same shape; what may be ranked. All by default.
        k: Length of the list that is looked at.

    Returns:
        ndcg, recall, hit_rate and mrr, each of shape (users,); NaN for users without a relevant
        candidate.
    """
    scores = np.array(scores, dtype=np.float64)
    if candidates is not None:
        scores[~candidates] = -np.inf
        truth = truth & candidates
    top = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    hits = np.take_along_axis(truth, top, axis=1)
    relevant = truth.sum(axis=1)
    discounts, best = gains(top.shape[1])
    ideal = best[np.minimum(relevant, top.shape[1])]
    first = np.where(hits.any(axis=1), hits.argmax(axis=1) + 1.0, np.inf)
    with np.errstate(invalid="ignore", divide="ignore"):
        measures = {
            "ndcg": (hits * discounts).sum(axis=1) / ideal,
            "recall": hits.sum(axis=1) / relevant,
            "hit_rate": np.where(relevant > 0, hits.any(axis=1), np.nan),
            "mrr": np.where(relevant > 0, 1 / first, np.nan),
        }
    return measures


def audience_membership(
    scores: Scores, candidates: Truth | None = None, share: float = 0.1
) -> NDArray[np.float64]:
    """Choose each topic's best users.

    The audience of a topic is the given share of its candidates with the highest scores. Where
    equal scores straddle the edge, each of them is a member in part, which is the expectation
    over a random choice among them: exact, and without a seed.

    Args:
        scores: Shape (users, topics); higher is better.
        candidates: Same shape; who may be chosen. All by default.
        share: Share of the candidates that is chosen, in (0,1].

    Returns:
        Membership in [0,1], same shape; a column sums to the audience's size.
    """
    membership = np.zeros(scores.shape)
    for topic in range(scores.shape[1]):
        chosen = np.ones(len(scores), bool) if candidates is None else candidates[:, topic]
        if not chosen.any():
            continue
        score = scores[chosen, topic]
        size = max(1, round(share * len(score)))
        edge = np.partition(score, -size)[-size]
        above, equal = score > edge, score == edge
        membership[chosen, topic] = above + equal * (size - above.sum()) / equal.sum()
    return membership


def audience_lift(
    membership: NDArray[np.float64],
    truth: Truth,
    candidates: Truth | None = None,
    weights: NDArray[np.float64] | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Precision of audiences, and how many times the topic's base rate that is.

    Args:
        membership: Shape (users, topics), from :func:`audience_membership`.
        truth: Same shape; whether the user has an event in the topic afterwards.
        candidates: Same shape; over whom the base rate is taken. All by default.
        weights: Shape (resamples, users); how often each user counts. Once by default.

    Returns:
        Precision and lift, each of shape (resamples, topics); NaN where nobody bought.
    """
    if weights is None:
        weights = np.ones((1, len(truth)))
    population = np.ones(truth.shape) if candidates is None else candidates.astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = (weights @ (membership * truth)) / (weights @ membership)
        base_rate = (weights @ (population * truth)) / (weights @ population)
        return precision, precision / np.where(base_rate > 0, base_rate, np.nan)


def expected_calibration_error(
    probabilities: Scores, outcomes: Truth, bin_count: int = 10
) -> float:
    """Mean distance of probabilities from what happened, over equally wide bins.

    Naeini, Cooper and Hauskrecht (2015): in each bin the absolute difference of mean probability
    and share of outcomes, weighted by the rows in the bin.

    Args:
        probabilities: Shape (n,), in [0,1].
        outcomes: Shape (n,).
        bin_count: Number of bins.

    Returns:
        The error in [0,1]; 0 for no rows.
    """
    if len(probabilities) == 0:
        return 0.0
    bins = np.minimum((probabilities * bin_count).astype(int), bin_count - 1)
    gaps = np.abs(
        np.bincount(bins, probabilities, bin_count) - np.bincount(bins, outcomes, bin_count)
    )
    return float(gaps.sum() / len(probabilities))
