"""Build the tree of topics: cluster, prune, shape, check for coherence, number."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from hobby_profiles.core.columns import require_columns
from hobby_profiles.core.errors import InputError
from hobby_profiles.core.vectors import Vectors, unit_rows
from hobby_profiles.taxonomy.identity.ids import inner_form, topic_id_of
from hobby_profiles.taxonomy.tree.coherence import CoherencePass, PlaceReferee, Step
from hobby_profiles.taxonomy.tree.forest import Forest
from hobby_profiles.taxonomy.tree.grow import grow
from hobby_profiles.taxonomy.tree.guide import Guide, Placement, usage_matrices
from hobby_profiles.taxonomy.tree.open_groups import open_groups
from hobby_profiles.taxonomy.tree.settings import TreeSettings
from hobby_profiles.taxonomy.tree.shape import dissolve_small, shape

DEFAULT_KIND = "activity"
"""Kind of a topic of which neither its labels nor the guide say anything."""

_AREA_MARK = "\x1c"

TREE_COLUMNS = [
    "topic_id",
    "parent_topic_id",
    "is_leaf",
    "topic_label",
    "kind",
    "height",
    "depth",
    "label_count",
    "product_count",
    "is_sensitive",
    "guide_name",
    "coherence_steps",
]


def build_tree(
    leaves: pd.DataFrame,
    vectors: Vectors,
    guide: Guide,
    usage: pd.DataFrame,
    settings: TreeSettings | None = None,
) -> pd.DataFrame:
    """Organise topics into a tree.

    Args:
        leaves: One row a leaf topic: ``topic_label`` (unique text), ``product_count``, and
            optionally ``kind``, ``label_count``, ``is_sensitive``. Any order gives the same tree.
        vectors: One embedding a row of ``leaves``, shape (n, dimensions).
        guide: Reviewed areas that shape the upper levels; without any, topics are clustered on
            meaning alone.
        usage: ``topic_label``, ``text_hash``, ``category_path``: where topics are used, which
            helps the guide.
        settings: Shape of the tree; the defaults if None.

    Returns:
        One row a topic, inner topics included, with the columns of ``TREE_COLUMNS``, sorted by
        ``topic_id``. No leaves give an empty frame with the same columns.

    Raises:
        InputError: If labels repeat or are missing, or vectors and leaves differ in number.
    """
    settings = settings or TreeSettings()
    _check(leaves, vectors)
    order = np.argsort(leaves["topic_label"].to_numpy(dtype=object), kind="stable")
    leaves = leaves.iloc[order].reset_index(drop=True)
    rows = unit_rows(vectors[order])
    if len(leaves) == 0:
        return empty_tree()
    counts = leaves["product_count"].to_numpy(dtype=np.int64)
    labels = leaves["topic_label"].tolist()
    placement = guide.place(labels, rows, *usage_matrices(usage, labels))
    leaves = leaves.assign(kind=_kinds(leaves, placement))
    forest = grow(labels, rows, counts, placement, guide.themes, settings)
    checks = CoherencePass(forest, rows, labels, counts, settings, _referee(settings))
    checks.collapse()
    shape(forest, rows, settings)
    checks.merge_siblings()
    checks.move_leaves()
    dissolve_small(forest, settings.tree_min_group, settings.tree_max_children)
    opened = open_groups(forest, rows, labels, counts, settings.tree_max_children)
    forest.tidy()
    return tree_frame(forest, leaves, [*checks.steps, *opened])


def _referee(settings: TreeSettings) -> PlaceReferee | None:
    """Who has the last word on a move, if not the cosines."""
    if settings.coherence_check == "embedded":
        return None
    from hobby_profiles.taxonomy.tree.language_model import check_places

    return partial(check_places, settings=settings.llm)


def tree_frame(forest: Forest, leaves: pd.DataFrame, steps: Sequence[Step] = ()) -> pd.DataFrame:
    """The tree as a table.

    Args:
        forest: A finished tree.
        leaves: The leaves in the forest's order, columns as in :func:`build_tree`.
        steps: What the coherence pass did.

    Returns:
        One row a topic, see ``TREE_COLUMNS``. An inner topic's product count is the sum of its
        leaves' and so counts a product once for each leaf it is in.
    """
    products = leaves["product_count"].to_numpy(dtype=np.int64)
    said = leaves.get("kind", pd.Series([None] * len(leaves), dtype="string"))
    kinds = said.fillna(DEFAULT_KIND).to_numpy(dtype=object)
    label_counts = leaves.get("label_count", pd.Series([1] * len(leaves))).to_numpy(dtype=np.int64)
    sensitive = leaves.get("is_sensitive", pd.Series([False] * len(leaves))).to_numpy(dtype=bool)
    labels = leaves["topic_label"].tolist()
    ids = _topic_ids(forest, labels)
    records = _records(forest, steps)
    rows = []
    for node in forest.walk():
        below = forest.leaves(node)
        rows.append(
            (
                ids[node],
                ids[forest.parent[node]],
                forest.is_leaf(node),
                labels[node] if forest.is_leaf(node) else None,
                majority(kinds[below], products[below]),
                round(forest.height[node], 6),
                forest.depth(node),
                int(label_counts[below].sum()),
                int(products[below].sum()),
                bool(sensitive[below].all()),
                forest.guide_name.get(node),
                records.get(node),
            )
        )
    frame = pd.DataFrame(rows, columns=TREE_COLUMNS).sort_values("topic_id", ignore_index=True)
    return typed(frame)


def _kinds(leaves: pd.DataFrame, placement: Placement) -> list[str]:
    """Kinds of the leaves; where the labels say none, that of the area the guide puts them in."""
    said = leaves["kind"] if "kind" in leaves.columns else pd.Series([None] * len(leaves))
    return [
        str(kind) if pd.notna(kind) else placement.area_kinds[area] if area >= 0 else DEFAULT_KIND
        for kind, area in zip(said, placement.area, strict=True)
    ]


def _records(forest: Forest, steps: Sequence[Step]) -> dict[int, str]:
    """The steps of each topic as JSON; those of a node that is gone go to the nearest one above."""
    found: dict[int, list[dict[str, str]]] = {}
    for step in steps:
        node = step.node
        found.setdefault(node, []).append(step.as_record())
    kept = {forest.root, *forest.walk()}
    return {
        node: json.dumps(records, ensure_ascii=False)
        for node, records in found.items()
        if node in kept
    }


def _topic_ids(forest: Forest, labels: Sequence[str]) -> dict[int, str | None]:
    ids: dict[int, str | None] = {forest.root: None}
    taken: set[str] = set()
    for leaf, label in enumerate(labels):
        ids[leaf] = topic_id_of(label, taken)
        taken.add(str(ids[leaf]))
    for node in forest.inner():
        # A reviewed area or group is the same topic whatever a shop puts into it.
        if node in forest.guide_name:
            form = "".join(f"{_AREA_MARK}{name}" for name in _guides_above(forest, node))
        else:
            form = inner_form(labels[leaf] for leaf in forest.leaves(node))
        ids[node] = topic_id_of(form, taken)
        taken.add(str(ids[node]))
    return ids


def _guides_above(forest: Forest, node: int) -> list[str]:
    """Names of the reviewed area or group a node was made for and of those above, topmost first."""
    found: list[str] = []
    while node != forest.root:
        found += [forest.guide_name[node]] if node in forest.guide_name else []
        node = forest.parent[node]
    return found[::-1]


def majority(kinds: np.ndarray, weights: np.ndarray) -> str:
    """The value with the largest total weight; the first in alphabetical order of equal ones."""
    totals: dict[str, int] = {}
    for kind, weight in zip(kinds, weights, strict=True):
        totals[str(kind)] = totals.get(str(kind), 0) + int(weight)
    return min(totals, key=lambda kind: (-totals[kind], kind))


def empty_tree() -> pd.DataFrame:
    """A tree without topics."""
    return typed(pd.DataFrame({name: [] for name in TREE_COLUMNS}))


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """A tree table with the types of `TREE_COLUMNS`, whatever a warehouse made of them."""
    text = ["topic_id", "parent_topic_id", "topic_label", "kind", "guide_name", "coherence_steps"]
    whole = ["depth", "label_count", "product_count"]
    types = {name: "string" for name in text} | {name: "int64" for name in whole}
    return frame.astype(types | {"height": "float64", "is_leaf": "bool", "is_sensitive": "bool"})


def _check(leaves: pd.DataFrame, vectors: np.ndarray) -> None:
    if len(leaves) != len(vectors):
        raise InputError(
            f"The tree needs one vector for each topic, but there are {len(leaves)} topics and "
            f"{len(vectors)} vectors. Rebuild int_hobby__labels_embedded and its children."
        )
    require_columns(leaves, ["topic_label", "product_count"], "The table of topics")
    repeated = leaves["topic_label"][leaves["topic_label"].duplicated()]
    if len(repeated):
        raise InputError(
            f"Each topic label may occur once, but {repeated.iloc[0]!r} occurs more often. "
            "Merge equal labels before the tree is built."
        )
