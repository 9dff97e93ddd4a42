"""The leaves of the tree: merged labels summed up to topics."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.core.columns import require_columns

LEAF_COLUMNS = [
    "topic_label",
    "labels",
    "label_count",
    "product_count",
    "kind",
    "is_sensitive",
    "embedding",
]


def leaf_topics(merged: pd.DataFrame, embedded: pd.DataFrame, usage: pd.DataFrame) -> pd.DataFrame:
    """Sum up merged labels to leaf topics.

    Args:
        merged: ``label``, ``topic_label``, ``product_count``.
        embedded: ``label``, ``kind``, ``is_sensitive``, ``embedding``.
        usage: ``label``, ``text_hash``, ``product_count``: one row a label and product text it
            sits on.

    Returns:
        ``topic_label``, ``label_count``, ``product_count`` (distinct products), ``kind`` (the
        majority, weighted by products), ``is_sensitive`` (if any label is), ``embedding`` (that of
        the representative label), ``labels`` (all of them, sorted); sorted by ``topic_label``.
        Without labels, no rows.
    """
    require_columns(merged, ["label", "topic_label", "product_count"], "int_hobby__labels_merged")
    require_columns(
        embedded, ["label", "kind", "is_sensitive", "embedding"], "int_hobby__labels_embedded"
    )
    labels = merged[["label", "topic_label", "product_count"]].merge(
        embedded[["label", "kind", "is_sensitive"]], on="label", how="left"
    )
    by_kind = labels.groupby(["topic_label", "kind"])["product_count"].sum().reset_index()
    by_kind = by_kind.sort_values(
        by=["topic_label", "product_count", "kind"], ascending=[True, False, True]
    ).drop_duplicates("topic_label")
    # A representative label whose last product is gone is stood for by the most used other one.
    standing = labels.assign(is_other=labels["label"] != labels["topic_label"]).sort_values(
        by=["topic_label", "is_other", "product_count", "label"],
        ascending=[True, True, False, True],
    )
    standing = standing.drop_duplicates("topic_label")[["topic_label", "label"]].merge(
        embedded[["label", "embedding"]], on="label"
    )
    topics = labels.groupby("topic_label", as_index=False).agg(
        label_count=("label", "size"),
        labels=("label", lambda found: sorted(found)),
        summed_count=("product_count", "sum"),
        is_sensitive=("is_sensitive", "max"),
    )
    products = (
        usage.merge(labels[["label", "topic_label"]], on="label")
        .groupby(["topic_label", "text_hash"])["product_count"]
        .max()
        .groupby("topic_label")
        .sum()
    )
    topics["product_count"] = (
        topics["topic_label"].map(products).fillna(topics["summed_count"]).astype("int64")
    )
    topics = topics.merge(by_kind[["topic_label", "kind"]], on="topic_label", how="left")
    topics = topics.merge(standing[["topic_label", "embedding"]], on="topic_label")
    return topics[LEAF_COLUMNS].sort_values("topic_label", ignore_index=True)
