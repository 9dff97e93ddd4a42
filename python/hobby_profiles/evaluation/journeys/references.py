"""Published ways to cluster a user's history, and the taxonomy, as references for journeys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering

Terms = Mapping[str, float]
"""Salient terms of an item with their weights."""


def icpc(items: Sequence[Terms], *, epsilon: float, most: int = 1, alpha: int = 2) -> list[int]:
    """Infinite concept personalisation clustering (Christakopoulou and others, 2023).

    Items come in the order of time, each a sparse vector of salient terms. One joins the clusters
    that it is at least ``epsilon`` like by cosine, or opens a cluster. Afterwards clusters with
    fewer than ``alpha`` items go into the one most like them.

    Args:
        items: Salient terms of each item, oldest first.
        epsilon: Least cosine to a cluster, above 0.
        most: Clusters an item may join (c): 1 is hard, more is soft.
        alpha: Fewest items of a cluster.

    Returns:
        Cluster of each item; of a soft one the most like it.
    """
    sums: list[dict[str, float]] = []
    sizes: list[int] = []
    given: list[int] = []
    for item in items:
        near = sorted(((_cosine(item, own), -number) for number, own in enumerate(sums)),
                      reverse=True)  # fmt: skip
        joined = [-number for cosine, number in near[:most] if cosine >= epsilon]
        if not joined:
            sums.append({})
            sizes.append(0)
            joined = [len(sums) - 1]
        for number in joined:
            sizes[number] += 1
            for term, weight in item.items():
                sums[number][term] = sums[number].get(term, 0.0) + weight
        given.append(joined[0])
    goes_to = {}
    for number, size in enumerate(sizes):
        others = [
            (_cosine(sums[number], sums[other]), -other)
            for other in range(len(sums))
            if sizes[other] >= alpha and other != number
        ]
        best = max(others, default=(0.0, 0))
        goes_to[number] = -best[1] if size < alpha and best[0] > 0 else number
    return [goes_to[number] for number in given]


def agglomerative(
    items: Sequence[Terms], vectors: Mapping[str, NDArray[np.float32]], *, distance: float
) -> list[int]:
    """Cluster a user's keywords by average linkage, as Pinterest's journeys do; items follow.

    Args:
        items: Keywords of each item.
        vectors: Unit vector of each keyword.
        distance: Cosine distance up to which clusters are merged.

    Returns:
        Cluster of each item, that of most of its weight; an item without keywords is alone.
    """
    keywords = sorted({term for item in items for term in item})
    group = dict.fromkeys(keywords, 0)
    if len(keywords) > 1:
        matrix = np.stack([vectors[keyword] for keyword in keywords]).astype(np.float64)
        model = AgglomerativeClustering(
            None, metric="cosine", linkage="average", distance_threshold=distance
        )
        group = dict(zip(keywords, model.fit_predict(matrix).tolist(), strict=True))
    given = []
    for place, item in enumerate(items):
        votes: dict[int, float] = {}
        for term, weight in item.items():
            votes[group[term]] = votes.get(group[term], 0.0) + weight
        best = max(votes, key=lambda number: (votes[number], -number), default=-1 - place)
        given.append(best)
    return given


def _cosine(left: Terms, right: Terms) -> float:
    product = sum(weight * right.get(term, 0.0) for term, weight in left.items())
    lengths = sum(weight**2 for weight in left.values()) * sum(w**2 for w in right.values())
    return product / lengths**0.5 if lengths else 0.0
