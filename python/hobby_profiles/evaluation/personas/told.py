"""What is told of users, how right it is, and plain ways to tell it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from hobby_profiles.core.vectors import top_positions

Told = dict[str, set[str]]
"""Personas by user; users without any are left out."""

_NEIGHBOURS = 10
_LEAST_SHARE = 0.4
_RESAMPLES = 2000


def pair_counts(told: Told, truth: Told, users: pd.Series) -> NDArray[np.float64]:
    """Count pairs of user and persona that are said rightly, said, and right.

    Args:
        told: What is said.
        truth: What is right.
        users: Whom to ask about, n of them.

    Returns:
        Shape (n, 3).
    """
    rows = []
    for user in users:
        mine, true = told.get(user, set()), truth.get(user, set())
        rows.append((len(mine & true), len(mine), len(true)))
    return np.array(rows, dtype=float).reshape(-1, 3)


def f1(counts: NDArray[np.float64]) -> float:
    """F1 over all pairs (micro) of what `pair_counts` counts."""
    hits, said, right = counts.sum(axis=0)
    return float(2 * hits / max(said + right, 1))


def f1_difference(
    first: NDArray[np.float64], second: NDArray[np.float64], *, seed: int = 0
) -> tuple[float, float, float]:
    """Difference of two F1 with its 95% percentile interval over users (Efron, 1979).

    Args:
        first: Counts of one way, shape (n, 3).
        second: Those of another, on the same users.
        seed: Seed of the resampling.

    Returns:
        Difference, lower and upper end.
    """
    draw = np.random.default_rng(seed)
    size = len(first)
    found = [
        f1(first[rows]) - f1(second[rows])
        for rows in (draw.integers(0, size, size) for _ in range(_RESAMPLES))
    ]
    low, high = np.quantile(found, [0.025, 0.975])
    return f1(first) - f1(second), float(low), float(high)


def majority(labels: pd.DataFrame, users: pd.Series) -> Told:
    """Give every user the most frequent persona of those read.

    Args:
        labels: user_id, persona_id of those read; null for none.
        users: Whom to tell of.
    """
    counts = labels["persona_id"].dropna().value_counts().sort_index()
    if counts.empty:
        return {}
    return {user: {str(counts.idxmax())} for user in users}


def nearest(
    labels: pd.DataFrame, edges: pd.DataFrame, everyone: pd.Series, users: pd.Series
) -> Told:
    """Give a user what 4 of their 10 nearest users who were read have.

    Args:
        labels: user_id, persona_id of those read; null for none.
        edges: user_number (from 1), node_number, node_weight.
        everyone: All users in the order of their numbers.
        users: Whom to tell of.
    """
    shape = (len(everyone) + 1, int(edges["node_number"].max()) + 1)
    graph = csr_matrix(
        (edges["node_weight"], (edges["user_number"], edges["node_number"])), shape=shape
    )
    lengths = np.sqrt(np.asarray(graph.multiply(graph).sum(axis=1)).ravel())
    graph = diags(1 / np.maximum(lengths, 1e-12)) @ graph
    number = {user: place + 1 for place, user in enumerate(everyone)}
    read = sorted(labels["user_id"].unique())
    has = pd.crosstab(labels["user_id"], labels["persona_id"]).reindex(read, fill_value=0) > 0
    near = (graph[[number[u] for u in users]] @ graph[[number[u] for u in read]].T).toarray()
    best = top_positions(near, _NEIGHBOURS)
    told = {}
    for user, rows in zip(users, best, strict=True):
        shares = has.iloc[rows].mean()
        found = {str(persona) for persona in shares.index[shares >= _LEAST_SHARE]}
        if found:
            told[str(user)] = found
    return told
