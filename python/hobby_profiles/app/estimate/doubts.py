"""Which doubts about the last build's topics a language model would be asked about."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.settings import VAR_PREFIX
from hobby_profiles.core.tables import Warehouse
from hobby_profiles.taxonomy.base import embedding_matrix
from hobby_profiles.taxonomy.merge.language_model import synonym_item
from hobby_profiles.taxonomy.merge.pairs import merge_labels
from hobby_profiles.taxonomy.merge.run import embed_by
from hobby_profiles.taxonomy.merge.settings import MergeSettings


def doubtful_pairs(
    warehouse: Warehouse, variables: Mapping[str, Any]
) -> list[dict[str, str | list[str]]]:
    """Pairs of labels around the threshold of merging, were all labels merged anew.

    Args:
        warehouse: Holds the labels, if they were built before.
        variables: The project's variables, for the thresholds.

    Returns:
        Items of the synonym prompt; none before the first build.
    """
    labels = table_or_nothing(warehouse, "taxonomy.int_hobby__labels_embedded")
    usage = table_or_nothing(warehouse, "taxonomy.int_hobby__label_usage")
    if labels.empty:
        return []
    chosen = {
        name: variables[VAR_PREFIX + name]
        for name in MergeSettings.model_fields
        if VAR_PREFIX + name in variables
    }
    settings = MergeSettings.from_values({**chosen, "synonym_check": "embedded"})
    labels = labels.sort_values("label", ignore_index=True)
    asked: list[tuple[str, str]] = []

    def note(pairs: Sequence[tuple[str, str]]) -> list[bool | None]:
        asked.extend(pairs)
        return [None] * len(pairs)

    merge_labels(
        labels, embedding_matrix(labels["embedding"]), usage, settings,
        embed=embed_by(settings), referee=note,
    )  # fmt: skip
    return [synonym_item(pair) for pair in asked]


def doubtful_places(warehouse: Warehouse) -> list[dict[str, str | list[str]]]:
    """Topics that the last build moved, each with the group it left and the one it joined.

    Args:
        warehouse: Holds the tree, if it was built before.

    Returns:
        Items of the coherence prompt; none before the first build.
    """
    tree = table_or_nothing(warehouse, "taxonomy.int_hobby__topic_registry")
    if tree.empty:
        return []
    return [
        {"topic": topic or "", "parent": step["from_topic"], "alternatives": [step["to_topic"]]}
        for topic, steps in zip(
            tree["topic_label"].fillna(""), tree["coherence_steps"].fillna("[]"), strict=True
        )
        for step in json.loads(steps or "[]")
        if step["what"] == "moved"
    ]


def table_or_nothing(warehouse: Warehouse, name: str) -> pd.DataFrame:
    """Read a table, or nothing if it was not built yet."""
    try:
        return warehouse.frame(f"select * from {name}")  # noqa: S608
    except InputError:
        return pd.DataFrame()
