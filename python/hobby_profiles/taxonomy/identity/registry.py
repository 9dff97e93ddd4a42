"""The registry: every topic there is or was, the only thing the taxonomy remembers between runs.

It holds topics as they were placed and named, before people's overrides: taking an override away
brings back what it changed.
"""

from __future__ import annotations

import json
from datetime import datetime

import pandas as pd

REGISTRY_COLUMNS = [
    "topic_id",
    "parent_topic_id",
    "is_leaf",
    "topic_status",
    "status_reason",
    "topic_label",
    "labels",
    "merged_labels",
    "topic_name",
    "topic_path",
    "name_source",
    "name_score",
    "kind",
    "height",
    "depth",
    "label_count",
    "product_count",
    "is_sensitive",
    "guide_name",
    "coherence_steps",
    "attach_status",
    "attach_reason",
    "first_seen_at",
    "last_seen_at",
]

_OTHER_TYPES = {
    "is_leaf": "bool",
    "is_sensitive": "bool",
    "labels": "object",
    "name_score": "float64",
    "height": "float64",
    "depth": "int64",
    "label_count": "int64",
    "product_count": "int64",
    "first_seen_at": "datetime64[us]",
    "last_seen_at": "datetime64[us]",
}
_TYPES = {name: _OTHER_TYPES.get(name, "string") for name in REGISTRY_COLUMNS}
_MERGE_COLUMNS = ["label", "merge_reason", "merge_score", "product_count", "label_status"]


def remembered(
    topics: pd.DataFrame, merged: pd.DataFrame, last: pd.DataFrame | None, now: datetime
) -> pd.DataFrame:
    """The registry after a run.

    Args:
        topics: Today's topics: placed, named, with ``topic_status`` and ``status_reason``.
        merged: label, topic_label, merge_reason, merge_score, product_count, label_status.
        last: The registry before the run; None if there was none.
        now: When the run was, UTC.

    Returns:
        ``REGISTRY_COLUMNS``, sorted by topic_id: today's topics, then those that are gone
        (``topic_status`` "gone"), as they were last seen, without products. Their parent is null
        where that is not in the registry any more.
    """
    first = {} if last is None else dict(zip(last["topic_id"], last["first_seen_at"], strict=True))
    today = topics.assign(
        merged_labels=topics["topic_label"].map(_merges(merged)),
        first_seen_at=[first.get(topic, now) for topic in topics["topic_id"]],
        last_seen_at=now,
    )
    tables = [today[REGISTRY_COLUMNS]]
    if last is not None:
        gone = last[~last["topic_id"].isin(set(today["topic_id"]))]
        there = {*today["topic_id"], *gone["topic_id"]}
        tables.append(
            gone.assign(
                topic_status="gone",
                status_reason="no product carries its labels any more",
                product_count=0,
                parent_topic_id=gone["parent_topic_id"].where(gone["parent_topic_id"].isin(there)),
            )[REGISTRY_COLUMNS]
        )
    whole = pd.concat([table for table in tables if len(table)] or tables[:1])
    return whole.astype(_TYPES).sort_values("topic_id", ignore_index=True)


def _merges(merged: pd.DataFrame) -> dict[str, str]:
    """What was merged into each topic and why, as a list in JSON, by representative label."""
    found: dict[str, list[dict[str, object]]] = {}
    ordered = merged.sort_values("label").astype(object).where(merged.notna(), None)
    for topic, *values in ordered[["topic_label", *_MERGE_COLUMNS]].itertuples(index=False):
        found.setdefault(topic, []).append(dict(zip(_MERGE_COLUMNS, values, strict=True)))
    return {topic: json.dumps(rows, ensure_ascii=False) for topic, rows in found.items()}


def merges_before(registry: pd.DataFrame | None) -> pd.DataFrame | None:
    """What merging knows from the last run.

    Returns:
        label, topic_label, merge_reason, merge_score, label_status, one row per label; where a
        topic that is gone and one that is there both have it, that of the latter. None without a
        registry.
    """
    if registry is None:
        return None
    ordered = registry.assign(is_gone=registry["topic_status"] == "gone").sort_values(
        ["is_gone", "topic_id"]
    )
    rows = [
        {**row, "topic_label": topic}
        for topic, merges in zip(ordered["topic_label"], ordered["merged_labels"], strict=True)
        if isinstance(merges, str)
        for row in json.loads(merges)
    ]
    columns = ["label", "topic_label", "merge_reason", "merge_score", "label_status"]
    return pd.DataFrame(rows, columns=columns).drop_duplicates("label", ignore_index=True)
