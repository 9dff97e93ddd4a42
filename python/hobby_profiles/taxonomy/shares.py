"""Shares of groups: how a topic spreads over groups by meaning, mixed with what its use says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hobby_profiles.taxonomy.base import Vectors

_BEST = 5
_TEMPERATURE = 0.05
_FLOOR = 1e-3
_BLOCK_ROWS = 512
_DECIMALS = 6


def group_shares(
    vectors: Vectors,
    examples: Vectors,
    owner: np.ndarray,
    group_count: int,
    *,
    temperature: float = _TEMPERATURE,
) -> np.ndarray:
    """Spread topics over groups by their nearest examples in them.

    A group's strength is the mean cosine to its five nearest examples: one may be an accident, and
    a large group is not favoured over a small one. A softmax makes shares of the strengths.

    Args:
        vectors: Unit rows of the topics, shape (n, d).
        examples: Unit rows of the groups' examples, shape (m, d).
        owner: Group of each example, shape (m,).
        group_count: Number of groups, g.
        temperature: Difference in cosine that makes a share e times as large.

    Returns:
        Shape (n, g), rows sum to 1.
    """
    shares = np.zeros((len(vectors), group_count))
    if not group_count:
        return shares
    order = np.argsort(owner, kind="stable")
    borders = np.searchsorted(owner[order], np.arange(group_count + 1))
    for start in range(0, len(vectors), _BLOCK_ROWS):
        rows = slice(start, start + _BLOCK_ROWS)
        cosines = np.round(vectors[rows] @ examples[order].T, _DECIMALS).astype(np.float64)
        strength = np.full((len(cosines), group_count), -1.0)
        for group in range(group_count):
            part = cosines[:, borders[group] : borders[group + 1]]
            if part.shape[1]:
                strength[:, group] = (-np.sort(-part, axis=1)[:, :_BEST]).mean(axis=1)
        weight = np.exp((strength - strength.max(axis=1, keepdims=True)) / temperature)
        shares[rows] = weight / weight.sum(axis=1, keepdims=True)
    return shares


def mix_shares(
    by_meaning: np.ndarray, by_use: Sequence[tuple[np.ndarray, np.ndarray | float]], *, floor: float
) -> np.ndarray:
    """Multiply what meaning and several kinds of use say of the group of each topic.

    Args:
        by_meaning: Shares, shape (n, g).
        by_use: For each kind of use its shares, shape (n, g), and how far it is trusted, one
            exponent or one for each topic; 0 leaves it out.
        floor: What is added to a share by use: the smaller, the more an absence says.

    Returns:
        Shape (n, g), rows sum to 1.
    """
    if not by_meaning.shape[1]:
        return by_meaning
    weighted = np.log(by_meaning + _FLOOR)
    for shares, trust in by_use:
        weighted += np.broadcast_to(trust, len(shares))[:, None] * np.log(shares + floor)
    odds = np.exp(weighted - weighted.max(axis=1, keepdims=True))
    result: np.ndarray = odds / odds.sum(axis=1, keepdims=True)
    return result
