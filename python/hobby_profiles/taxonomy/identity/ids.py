"""Topic ids: short, stable strings that a topic keeps as long as it exists."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

_DIGITS = 10

Members = Mapping[str, float]


def topic_id_of(form: str, taken: Collection[str] = ()) -> str:
    """Derive a topic's id from the form it first appears under.

    Args:
        form: For a leaf, its representative label; for an inner topic, `inner_form` of its leaves.
        taken: Ids that other topics hold; one that is taken is passed over.

    Returns:
        ``t_`` and ten hexadecimal digits.
    """
    attempt = 0
    while True:
        text = form if attempt == 0 else f"{form}\x1e{attempt}"
        digest = hashlib.sha256(text.encode()).hexdigest()
        topic_id = f"t_{digest[:_DIGITS]}"
        if topic_id not in taken:
            return topic_id
        attempt += 1


def inner_form(leaf_labels: Iterable[str]) -> str:
    """Name an inner topic by its leaves, whatever their order.

    Args:
        leaf_labels: Representative labels of the leaves under it.
    """
    return "\x1d" + "\x1f".join(sorted(leaf_labels))


def match_ids(
    new: Mapping[str, Members], old: Mapping[str, Members], *, min_overlap: float = 0.3
) -> dict[str, str]:
    """Pair the topics of a rebuilt tree with the old topics they continue.

    Old and new topics are paired one to one so that the total weighted Jaccard index of their
    members (sum of minima over sum of maxima of the weights) is greatest, by the Hungarian method
    within each connected group of overlapping topics. Leaves and inner topics are matched in two
    calls.

    Args:
        new: Topic key to its members: label to weight, for example the number of products.
        old: topic_id to its members.
        min_overlap: Least weighted Jaccard index at which a topic counts as the same.

    Returns:
        Key of a new topic to the id of the old one it continues, for those that continue one;
        equal inputs in any order give equal pairs.
    """
    new_keys, old_ids = sorted(new), sorted(old)
    rows, columns, overlap = _overlaps([new[key] for key in new_keys], [old[i] for i in old_ids])
    pairs = _assign(len(new_keys), len(old_ids), rows, columns, overlap, min_overlap)
    return {new_keys[row]: old_ids[column] for row, column in pairs}


def _overlaps(new: list[Members], old: list[Members]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weighted Jaccard index of every pair that shares a label, as (row, column, value)."""
    holders: dict[str, list[int]] = {}
    for column, members in enumerate(old):
        for label in members:
            holders.setdefault(label, []).append(column)
    new_total = [sum(members.values()) for members in new]
    old_total = [sum(members.values()) for members in old]
    found: list[tuple[int, int, float]] = []
    for row, members in enumerate(new):
        least: dict[int, float] = {}
        for label in sorted(members):
            for column in holders.get(label, ()):
                shared = min(members[label], old[column][label])
                least[column] = least.get(column, 0.0) + shared
        for column in sorted(least):
            union = new_total[row] + old_total[column] - least[column]
            found.append((row, column, least[column] / union if union > 0 else 0.0))
    if not found:
        return np.zeros(0, int), np.zeros(0, int), np.zeros(0)
    rows, columns, values = (np.asarray(part) for part in zip(*found, strict=True))
    return rows, columns, values


def _assign(
    new_count: int,
    old_count: int,
    rows: np.ndarray,
    columns: np.ndarray,
    overlap: np.ndarray,
    min_overlap: float,
) -> list[tuple[int, int]]:
    """Pair rows with columns one to one, greatest total overlap, within connected groups."""
    keep = overlap >= min_overlap
    rows, columns, overlap = rows[keep], columns[keep], overlap[keep]
    if not len(rows):
        return []
    size = new_count + old_count
    graph = coo_matrix((np.ones(len(rows)), (rows, new_count + columns)), shape=(size, size))
    group = connected_components(graph, directed=False)[1][rows]
    pairs: list[tuple[int, int]] = []
    order = np.argsort(group, kind="stable")
    borders = np.flatnonzero(np.diff(group[order])) + 1
    for edges in np.split(order, borders):
        here_rows, row_at = np.unique(rows[edges], return_inverse=True)
        here_columns, column_at = np.unique(columns[edges], return_inverse=True)
        value = np.zeros((len(here_rows), len(here_columns)))
        value[row_at, column_at] = overlap[edges]
        for row, column in zip(*linear_sum_assignment(value, maximize=True), strict=True):
            if value[row, column] > 0:
                pairs.append((int(here_rows[row]), int(here_columns[column])))
    return sorted(pairs)
