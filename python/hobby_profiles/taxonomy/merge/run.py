"""One run of merging: all labels on a first run, only the new ones afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from hobby_profiles.labels.placed_labels import NONE_PLACED, PlacedLabels
from hobby_profiles.taxonomy.base import Embed, Vectors, embedding_matrix
from hobby_profiles.taxonomy.merge.pairs import Referee, merge_labels
from hobby_profiles.taxonomy.merge.settings import MergeSettings


def merge_run(
    labels: pd.DataFrame,
    usage: pd.DataFrame,
    previous: pd.DataFrame | None,
    settings: MergeSettings,
    embed: Embed | None = None,
    placed: PlacedLabels = NONE_PLACED,
) -> pd.DataFrame:
    """Merge labels, leaving those that have a topic already where they are.

    Args:
        labels: label, product_count, embedding; one row per label.
        usage: label, text_hash: what the labels sit on.
        previous: label, topic_label, merge_reason, merge_score, label_status of the last run; None
            on a first run and when all is to be made anew.
        settings: Thresholds of merging.
        embed: Embeds phrases and words; the configured embedding model if None.
        placed: Reviewed places of labels, see `pairs.merge_labels`.

    Returns:
        label, topic_label, merge_reason, merge_score, product_count, label_status, sorted by
        label. label_status says "rebuilt" if all was made anew, "known" if the label was there
        then, and how it came since: "alias" (of an existing topic) or "new" (it starts a topic,
        or joins one that starts). Thus a run that is repeated says the same.
    """
    embed = embed or embed_by(settings)
    ordered = labels.sort_values("label", ignore_index=True)
    vectors = embedding_matrix(ordered["embedding"])
    if previous is None or not ordered["label"].isin(previous["label"]).any():
        merged = merge_labels(
            ordered,
            vectors,
            usage,
            settings,
            embed=embed,
            referee=_referee(settings),
            placed=placed,
        )
        return merged.assign(label_status="rebuilt")
    is_known = ordered["label"].isin(previous["label"]).to_numpy()
    known = _kept(ordered[is_known], previous)
    if is_known.all():
        return known
    fresh = _new_labels(ordered, vectors, is_known, known, usage, settings, embed, placed)
    return pd.concat([known, fresh]).sort_values("label", ignore_index=True)


def _kept(labels: pd.DataFrame, previous: pd.DataFrame) -> pd.DataFrame:
    """Rows of labels that stay where the last run put them, with today's counts.

    Where the label that stood for a topic is gone, the most used of those left stands for it.
    """
    columns = ["topic_label", "merge_reason", "merge_score", "label_status"]
    rows = labels[["label", "product_count"]].merge(previous[["label", *columns]], on="label")
    by_use = rows.assign(length=rows["label"].str.len()).sort_values(
        ["product_count", "length", "label"], ascending=[False, True, True]
    )
    first = by_use.drop_duplicates("topic_label").set_index("topic_label")["label"]
    gone = ~rows["topic_label"].isin(rows["label"])
    rows.loc[gone, "topic_label"] = rows.loc[gone, "topic_label"].map(first)
    has_come = rows["label_status"].isin(["alias", "new"])
    return rows.assign(label_status=rows["label_status"].where(has_come, "known"))[
        ["label", *columns[:-1], "product_count", "label_status"]
    ]


def _new_labels(
    labels: pd.DataFrame,
    vectors: Vectors,
    is_known: np.ndarray,
    known: pd.DataFrame,
    usage: pd.DataFrame,
    settings: MergeSettings,
    embed: Embed,
    placed: PlacedLabels,
) -> pd.DataFrame:
    """Merge new labels among themselves and into the topics that are there.

    Known topics take part by their representatives, with a count above any new label's so that
    they stay representatives; no two of them are merged.
    """
    topics = frozenset(known["topic_label"])
    takes_part = ~is_known | labels["label"].isin(topics).to_numpy()
    table = labels.loc[takes_part, ["label", "product_count"]].reset_index(drop=True)
    ceiling = int(table["product_count"].max()) + 1
    table["product_count"] = table["product_count"].mask(table["label"].isin(topics), ceiling)
    counts = labels.loc[~is_known].set_index("label")["product_count"]
    merged = merge_labels(
        table,
        vectors[takes_part],
        usage,
        settings,
        embed=embed,
        apart=topics,
        referee=_referee(settings),
        placed=placed,
    )
    fresh = merged[merged["label"].isin(counts.index)]
    return fresh.assign(
        product_count=fresh["label"].map(counts),
        label_status=np.where(fresh["topic_label"].isin(topics), "alias", "new"),
    )


def _referee(settings: MergeSettings) -> Referee | None:
    """Who decides doubtful pairs, if not the score."""
    if settings.synonym_check == "embedded":
        return None
    from hobby_profiles.taxonomy.merge.language_model import check_synonyms

    return partial(check_synonyms, settings=settings.llm)


def embed_by(settings: MergeSettings) -> Embed:
    """What embeds phrases and words: the configured embedding model."""
    # Imported here: the model's libraries take seconds to load, and not every caller embeds.
    from hobby_profiles.embedding import embed_texts, load_embedding_model

    model = load_embedding_model(settings.embedding_model, cache_dir=settings.cache_dir)

    def embed(texts: Sequence[str]) -> Vectors:
        return embed_texts(texts, model=model)

    return embed
