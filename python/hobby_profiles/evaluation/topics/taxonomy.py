"""Measure the tree: against gold trees, beside a plain baseline, and under small changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path as FilePath

import numpy as np
import pandas as pd

from hobby_profiles.core.errors import InputError
from hobby_profiles.evaluation.topics.tree_agreement import (
    Path,
    ancestor_f1,
    dendrogram_purity,
    paths_of_tree,
)
from hobby_profiles.taxonomy.base import Vectors
from hobby_profiles.taxonomy.names.lexicon import reference_tree
from hobby_profiles.taxonomy.tree.build import build_tree
from hobby_profiles.taxonomy.tree.guide import Embed, Guide
from hobby_profiles.taxonomy.tree.settings import TreeSettings

SEPARATOR = " > "
_SEED = 20
_SHUFFLES = 3
_KEPT_SHARE = 0.95


def read_gold(path: FilePath) -> dict[str, Path]:
    """Read a gold tree.

    Args:
        path: CSV or Parquet with ``leaf`` and ``path``, the levels parted by ' > ' from the top
            down; a path may end with the leaf itself.

    Returns:
        Leaf to its ancestors. Of a leaf that is listed more than once, the first path counts.

    Raises:
        InputError: If the file cannot be read or lacks a column.
    """
    try:
        table = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path, dtype=str)
    except (OSError, ValueError) as error:
        raise InputError(f"The gold tree {path} cannot be read: {error}") from None
    if not {"leaf", "path"} <= set(table.columns):
        raise InputError(
            f"The gold tree {path} needs the columns leaf and path; it has "
            f"{', '.join(map(str, table.columns))}."
        )
    gold: dict[str, Path] = {}
    for leaf, steps in zip(table["leaf"].astype(str), table["path"].fillna(""), strict=True):
        above = tuple(step.strip() for step in str(steps).split(SEPARATOR.strip()) if step.strip())
        if above and above[-1] == leaf:
            above = above[:-1]
        gold.setdefault(leaf, above)
    return gold


def shipped_gold(name: str) -> dict[str, Path]:
    """Leaves of a reference tree that ships with the package, ``iab`` or ``wordnet``."""
    nodes = reference_tree(name)
    inner = {str(path).rsplit(SEPARATOR, 1)[0] for path in nodes["path"] if SEPARATOR in path}
    gold: dict[str, Path] = {}
    for leaf, path in zip(nodes["name"], nodes["path"], strict=True):
        if str(path) not in inner:
            gold.setdefault(str(leaf), tuple(str(path).split(SEPARATOR)[:-1]))
    return gold


def evaluate_tree(
    gold: Mapping[str, Path], embed: Embed, areas: pd.DataFrame, settings: TreeSettings
) -> dict[str, float]:
    """Build a tree of the gold tree's leaves and compare it with the gold tree.

    The reviewed areas are used as on a shop, the gold tree's own inner names never. The baseline is
    scikit-learn's average linkage on cosine distance, cut flat at as many clusters as the gold tree
    has parents of leaves, which it is told.

    Args:
        gold: Leaf to its ancestors.
        embed: Texts to unit rows, shape (n, dimensions).
        areas: Reviewed areas, see :class:`hobby_profiles.taxonomy.tree.guide.Guide`.
        settings: Shape of the tree.

    Returns:
        Measures by name; ``baseline_…`` beside them, ``unguided_…`` without the areas, and
        ``…_gain`` over the baseline.
    """
    leaves = sorted(gold)
    vectors = embed(leaves)
    guide = Guide(areas, embed)
    figures: dict[str, float] = {"leaf_count": float(len(leaves))}
    tree = _tree(leaves, vectors, settings, guide)
    figures |= _compare(paths_of_tree(tree), gold)
    baseline = _compare(flat_clusters(leaves, vectors, len(set(gold.values()))), gold)
    unguided = _compare(paths_of_tree(_tree(leaves, vectors, settings, None)), gold)
    for name in ("dendrogram_purity", "ancestor_f1"):
        figures[f"baseline_{name}"] = baseline[name]
        figures[f"unguided_{name}"] = unguided[name]
        figures[f"{name}_gain"] = figures[name] - baseline[name]
    figures["order_stability"] = order_stability(leaves, vectors, settings, guide)
    figures["sample_stability"] = sample_stability(leaves, vectors, settings, guide)
    return {name: round(value, 4) for name, value in figures.items()}


def flat_clusters(leaves: list[str], vectors: Vectors, count: int) -> dict[str, Path]:
    """The baseline: scikit-learn's average linkage on cosine distance, cut flat."""
    from sklearn.cluster import AgglomerativeClustering

    clusters = AgglomerativeClustering(
        n_clusters=min(count, len(leaves)), metric="cosine", linkage="average"
    ).fit_predict(vectors)
    return {leaf: (str(cluster),) for leaf, cluster in zip(leaves, clusters, strict=True)}


def order_stability(
    leaves: list[str], vectors: Vectors, settings: TreeSettings, guide: Guide | None
) -> float:
    """Share of topics with the same parent when the same labels come in another order."""
    usual = _tree(leaves, vectors, settings, guide).set_index("topic_id")["parent_topic_id"]
    same = []
    for seed in range(_SHUFFLES):
        order = np.random.default_rng(seed).permutation(len(leaves))
        other = _tree([leaves[row] for row in order], vectors[order], settings, guide)
        parents = other.set_index("topic_id")["parent_topic_id"].reindex(usual.index)
        same.append(float((parents.fillna("") == usual.fillna("")).mean()))
    return float(np.mean(same))


def sample_stability(
    leaves: list[str], vectors: Vectors, settings: TreeSettings, guide: Guide | None
) -> float:
    """Adjusted Rand index of the leaves' groups in the tree of all and of 95% of the labels."""
    from sklearn.metrics import adjusted_rand_score

    generator = np.random.default_rng(_SEED)
    kept = np.sort(generator.choice(len(leaves), int(_KEPT_SHARE * len(leaves)), replace=False))
    part = [leaves[row] for row in kept]
    usual = paths_of_tree(_tree(leaves, vectors, settings, guide))
    other = paths_of_tree(_tree(part, vectors[kept], settings, guide))
    first = pd.factorize(pd.Series([SEPARATOR.join(usual[leaf]) for leaf in part]))[0]
    second = pd.factorize(pd.Series([SEPARATOR.join(other[leaf]) for leaf in part]))[0]
    return float(adjusted_rand_score(first, second))


def _tree(
    leaves: list[str], vectors: Vectors, settings: TreeSettings, guide: Guide | None
) -> pd.DataFrame:
    frame = pd.DataFrame({"topic_label": leaves, "product_count": 1})
    return build_tree(frame, vectors, settings, guide=guide)


def _compare(predicted: Mapping[str, Path], gold: Mapping[str, Path]) -> dict[str, float]:
    return {"dendrogram_purity": dendrogram_purity(predicted, gold)} | ancestor_f1(predicted, gold)
