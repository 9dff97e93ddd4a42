"""Merging synonyms and multiple forms of labels into topics."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hobby_profiles.taxonomy.base import Vectors, require_columns
from hobby_profiles.taxonomy.lexical import joined_form, normal_form
from hobby_profiles.taxonomy.merge_groups import group_pairs
from hobby_profiles.taxonomy.neighbours import near_pairs
from hobby_profiles.taxonomy.settings import MergeSettings

MERGED_COLUMNS = ["label", "topic_label", "merge_reason", "merge_score", "product_count"]


def merge_labels(
    labels: pd.DataFrame,
    vectors: Vectors,
    usage: pd.DataFrame | None,
    settings: MergeSettings,
) -> pd.DataFrame:
    """Find the labels that name one hobby and give each group its most used form.

    Args:
        labels: label (unique), product_count; one row per label, in any order.
        vectors: Unit rows, shape (len(labels), d), in the order of ``labels``.
        usage: label, text_hash, product_type: what the labels sit on; None if not known.
        settings: Thresholds of merging.

    Returns:
        label, topic_label, merge_reason, merge_score, product_count, sorted by label. A label that
        represents its group has the reason "representative" and the score 1.

    Raises:
        InputError: If a column is missing.
    """
    require_columns(labels, ["label", "product_count"], "The table of labels")
    order = labels["label"].argsort(kind="stable").to_numpy()
    table = labels.iloc[order].reset_index(drop=True)
    if table.empty:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in MERGED_COLUMNS})
    names = table["label"].tolist()
    pairs = near_pairs(vectors[order], settings.merge_neighbours, settings.merge_min_cosine)
    forms = [normal_form(name) for name in names]
    joined = [joined_form(name) for name in names]
    same = np.array(
        [
            forms[i] == forms[j] or joined[i] == joined[j]
            for i, j in zip(pairs["left"], pairs["right"], strict=True)
        ],
        dtype=bool,
    )
    pairs["score"] = pairs["cosine"].where(pairs["cosine"] >= 0.93, 0.0).mask(same, 1.0)
    pairs["reason"] = pd.Series("near by meaning", index=pairs.index).mask(same, "same form")
    head, link = group_pairs(
        table["product_count"].to_numpy(), names, pairs, settings.merge_min_score
    )
    merged = link >= 0
    table["topic_label"] = [names[position] for position in head]
    table["merge_reason"] = "representative"
    table.loc[merged, "merge_reason"] = pairs["reason"].to_numpy()[link[merged]]
    table["merge_score"] = 1.0
    table.loc[merged, "merge_score"] = pairs["score"].to_numpy()[link[merged]].round(6)
    return table[MERGED_COLUMNS]
