"""Measure the tree: against gold trees, beside a plain baseline, and under small changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.core.errors import InputError
from hobby_profiles.evaluation.topics.tree_agreement import (
    Path,
    ancestor_f1,
    dendrogram_purity,
    paths_of_tree,
)
from hobby_profiles.labels.placed_labels import PlacedLabels
from hobby_profiles.language import pack
from hobby_profiles.taxonomy.base import Embed, Vectors
from hobby_profiles.taxonomy.names.lexicon import reference_tree
from hobby_profiles.taxonomy.tree.build import build_tree
from hobby_profiles.taxonomy.tree.guide import Guide
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
    gold: Mapping[str, Path],
    embed: Embed,
    areas: pd.DataFrame,
    placed: pd.DataFrame,
    texts: pd.DataFrame,
    settings: TreeSettings,
) -> dict[str, float]:
    """Build a tree of the gold tree's leaves, as the build does, and compare it with the gold tree.

    The leaves are used on the labelled texts that carry their label, as far as any does. The gold
    tree's own inner names are never used. The baseline is scikit-learn's average linkage on cosine
    distance, cut flat at as many clusters as the gold tree has parents of leaves, which it is told.

    Args:
        gold: Leaf to its ancestors.
        embed: Texts to unit rows, shape (n, dimensions).
        areas: Reviewed areas, see :class:`hobby_profiles.taxonomy.tree.guide.Guide`.
        placed: ``label``, ``area``, ``group_name``: reviewed places in the areas.
        texts: Labelled texts: ``label``, ``product_name``, ``category_path``.
        settings: Shape of the tree.

    Returns:
        Measures by name; ``baseline_…`` beside them, ``unguided_…`` without any area, and
        ``…_gain`` over the baseline. ``used_share`` is the share of leaves that a text carries.
    """
    leaves = sorted(gold)
    usage = gold_usage(leaves, texts)
    plant = Plant(embed(leaves), usage, Guide(areas, embed, PlacedLabels(placed, areas)), settings)
    unguided = replace(plant, guide=Guide(areas.iloc[:0], embed))
    figures = {
        "leaf_count": float(len(leaves)),
        "used_share": usage["topic_label"].nunique() / max(len(leaves), 1),
    }
    figures |= _compare(paths_of_tree(plant.tree(leaves)), gold)
    baseline = _compare(flat_clusters(leaves, plant.vectors, len(set(gold.values()))), gold)
    without = _compare(paths_of_tree(unguided.tree(leaves)), gold)
    for name in ("dendrogram_purity", "ancestor_f1"):
        figures[f"baseline_{name}"] = baseline[name]
        figures[f"unguided_{name}"] = without[name]
        figures[f"{name}_gain"] = figures[name] - baseline[name]
    figures["order_stability"] = order_stability(leaves, plant)
    figures["sample_stability"] = sample_stability(leaves, plant)
    return {name: round(value, 4) for name, value in figures.items()}


@dataclass(frozen=True)
class Plant:
    """What a tree of some leaves is built from.

    Attributes:
        vectors: Unit rows of the leaves, shape (n, dimensions).
        usage: ``topic_label``, ``text_hash``, ``category_path``.
        guide: Reviewed areas.
        settings: Shape of the tree.
    """

    vectors: Vectors
    usage: pd.DataFrame
    guide: Guide
    settings: TreeSettings

    def tree(self, leaves: list[str]) -> pd.DataFrame:
        """The tree of the leaves that ``vectors`` belongs to."""
        frame = pd.DataFrame({"topic_label": leaves, "product_count": 1})
        return build_tree(frame, self.vectors, self.guide, self.usage, self.settings)

    def of(self, rows: NDArray[np.int64]) -> Plant:
        """The same for some of the leaves, in the order of ``rows``."""
        return replace(self, vectors=self.vectors[rows])


def gold_usage(leaves: Sequence[str], texts: pd.DataFrame) -> pd.DataFrame:
    """The labelled texts that carry a leaf as a label, in any form of it.

    Args:
        leaves: Leaves of a gold tree.
        texts: ``label``, ``product_name``, ``category_path``.

    Returns:
        ``topic_label``, ``text_hash``, ``category_path``.
    """
    leaf_of: dict[str, str] = {}
    for leaf in leaves:
        leaf_of.setdefault(pack().normal_form(leaf.casefold()), leaf)
    forms = {label: pack().normal_form(str(label).casefold()) for label in texts["label"].unique()}
    used = pd.DataFrame(
        {
            "topic_label": texts["label"].map(forms).map(leaf_of),
            "text_hash": texts["product_name"],
            "category_path": texts["category_path"],
        }
    )
    return used.dropna(subset="topic_label").drop_duplicates(ignore_index=True)


def flat_clusters(leaves: list[str], vectors: Vectors, count: int) -> dict[str, Path]:
    """The baseline: scikit-learn's average linkage on cosine distance, cut flat."""
    from sklearn.cluster import AgglomerativeClustering

    clusters = AgglomerativeClustering(
        n_clusters=min(count, len(leaves)), metric="cosine", linkage="average"
    ).fit_predict(vectors)
    return {leaf: (str(cluster),) for leaf, cluster in zip(leaves, clusters, strict=True)}


def order_stability(leaves: list[str], plant: Plant) -> float:
    """Share of topics with the same parent when the same labels come in another order."""
    usual = plant.tree(leaves).set_index("topic_id")["parent_topic_id"]
    same = []
    for seed in range(_SHUFFLES):
        order = np.random.default_rng(seed).permutation(len(leaves))
        other = plant.of(order).tree([leaves[row] for row in order])
        parents = other.set_index("topic_id")["parent_topic_id"].reindex(usual.index)
        same.append(float((parents.fillna("") == usual.fillna("")).mean()))
    return float(np.mean(same))


def sample_stability(leaves: list[str], plant: Plant) -> float:
    """Adjusted Rand index of the leaves' groups in the tree of all and of 95% of the labels."""
    from sklearn.metrics import adjusted_rand_score

    generator = np.random.default_rng(_SEED)
    kept = np.sort(generator.choice(len(leaves), int(_KEPT_SHARE * len(leaves)), replace=False))
    part = [leaves[row] for row in kept]
    usual = paths_of_tree(plant.tree(leaves))
    other = paths_of_tree(plant.of(kept).tree(part))
    first = pd.factorize(pd.Series([SEPARATOR.join(usual[leaf]) for leaf in part]))[0]
    second = pd.factorize(pd.Series([SEPARATOR.join(other[leaf]) for leaf in part]))[0]
    return float(adjusted_rand_score(first, second))


def _compare(predicted: Mapping[str, Path], gold: Mapping[str, Path]) -> dict[str, float]:
    return {"dendrogram_purity": dendrogram_purity(predicted, gold)} | ancestor_f1(predicted, gold)
