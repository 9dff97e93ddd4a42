"""Which labels a build would merge, against reference pairs in several languages."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.evaluation.topics.synonyms import intervals, quality
from hobby_profiles.labels.placed_labels import load_placed_labels
from hobby_profiles.taxonomy.base import Embed
from hobby_profiles.taxonomy.merge.pairs import merge_labels
from hobby_profiles.taxonomy.merge.settings import MergeSettings


def measure_merging(
    gold: pd.DataFrame, embed: Embed, settings: MergeSettings
) -> tuple[dict[str, float], pd.DataFrame]:
    """Measure which pairs end in one topic when all phrases are merged as a build merges labels.

    Args:
        gold: phrase_a, phrase_b, same.
        embed: Embeds phrases and words.
        settings: Settings of merging.

    Returns:
        precision, recall, f1 with 95% intervals, pair_count, same_count; and the pairs with
        is_merged.
    """
    phrases = sorted({*gold["phrase_a"], *gold["phrase_b"]})
    labels = pd.DataFrame({"label": phrases, "product_count": 1})
    merged = merge_labels(
        labels, embed(phrases), None, settings, embed=embed, placed=load_placed_labels()
    )
    topic = dict(zip(merged["label"], merged["topic_label"], strict=True))
    is_merged = (gold["phrase_a"].map(topic) == gold["phrase_b"].map(topic)).to_numpy()
    same = gold["same"].to_numpy() == 1
    figures = quality(same, is_merged) | intervals(same, is_merged)
    figures |= {"pair_count": float(len(gold)), "same_count": float(same.sum())}
    return figures, gold.assign(is_merged=is_merged)
