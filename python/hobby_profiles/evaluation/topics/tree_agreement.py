"""How well a tree agrees with a gold tree: dendrogram purity and ancestor F1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix

Path = tuple[str, ...]


def paths_of_tree(tree: pd.DataFrame) -> dict[str, Path]:
    """Ancestors of each leaf of a tree table, the top level first.

    Args:
        tree: ``topic_id``, ``parent_topic_id``, ``is_leaf``, ``topic_label``.

    Returns:
        Label of a leaf to the ids above it.
    """
    parent = {
        str(topic): None if pd.isna(above) else str(above)
        for topic, above in zip(tree["topic_id"], tree["parent_topic_id"], strict=True)
    }
    paths = {}
    for topic, label in zip(tree["topic_id"], tree["topic_label"], strict=True):
        if pd.isna(label):
            continue
        above = parent[str(topic)]
        steps: list[str] = []
        while above is not None:
            steps.append(above)
            above = parent[above]
        paths[str(label)] = tuple(reversed(steps))
    return paths


def dendrogram_purity(predicted: Mapping[str, Path], gold: Mapping[str, Path]) -> float:
    """Dendrogram purity (Heller and Ghahramani 2005) of a tree against gold classes.

    For every two leaves with the same gold parent, the share of leaves under their lowest common
    ancestor in the predicted tree that have this gold parent too; the mean over all such pairs.

    Args:
        predicted: Leaf to its ancestors, the top level first; the root is implied.
        gold: The same of the gold tree; the last ancestor is the class.

    Returns:
        A share in [0, 1]; 1.0 where no two leaves share a class.
    """
    classes: dict[Path, list[str]] = {}
    for leaf in sorted(gold):
        classes.setdefault(gold[leaf], []).append(leaf)
    below: dict[Path, list[str]] = {}
    for leaf in sorted(gold):
        path = predicted[leaf]
        for length in range(len(path) + 1):
            below.setdefault(path[:length], []).append(leaf)
    total = count = 0.0
    for members in classes.values():
        inside = set(members)
        purity = {}
        for position, first in enumerate(members):
            for second in members[position + 1 :]:
                common = _common(predicted[first], predicted[second])
                if common not in purity:
                    held = below[common]
                    purity[common] = sum(leaf in inside for leaf in held) / len(held)
                total += purity[common]
                count += 1
    return total / count if count else 1.0


def ancestor_f1(predicted: Mapping[str, Path], gold: Mapping[str, Path]) -> dict[str, float]:
    """Precision, recall and F1 of (leaf, ancestor) pairs, whatever the ancestors are called.

    Inner nodes of the two trees are matched one to one so that they have as many leaves in common
    as possible; a predicted pair is right if the leaf is under the matched gold node too.

    Args:
        predicted: Leaf to its ancestors, the top level first; the root is implied.
        gold: The same of the gold tree.

    Returns:
        ``ancestor_precision``, ``ancestor_recall``, ``ancestor_f1``, each in [0, 1].
    """
    leaves = sorted(gold)
    ours = _membership([predicted[leaf] for leaf in leaves])
    theirs = _membership([gold[leaf] for leaf in leaves])
    common = np.asarray((ours.T @ theirs).todense())
    rows, columns = linear_sum_assignment(common, maximize=True)
    right = float(common[rows, columns].sum())
    precision = right / max(float(ours.sum()), 1.0)
    recall = right / max(float(theirs.sum()), 1.0)
    both = precision + recall
    return {
        "ancestor_precision": precision,
        "ancestor_recall": recall,
        "ancestor_f1": 2 * precision * recall / both if both else 0.0,
    }


def _membership(paths: Sequence[Path]) -> csr_matrix:
    """Leaf by inner node: 1 where the node is above the leaf."""
    columns: dict[Path, int] = {}
    rows_at, columns_at = [], []
    for row, path in enumerate(paths):
        for length in range(1, len(path) + 1):
            rows_at.append(row)
            columns_at.append(columns.setdefault(path[:length], len(columns)))
    shape = (len(paths), max(len(columns), 1))
    return csr_matrix((np.ones(len(rows_at)), (rows_at, columns_at)), shape=shape)


def _common(first: Path, second: Path) -> Path:
    length = 0
    for left, right in zip(first, second, strict=False):
        if left != right:
            break
        length += 1
    return first[:length]
