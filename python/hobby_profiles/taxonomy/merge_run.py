"""One run of merging: all labels on a first run, only the new ones afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from hobby_profiles.taxonomy.base import Vectors, embedding_matrix
from hobby_profiles.taxonomy.merge import Referee, merge_labels
from hobby_profiles.taxonomy.merge_features import Embed
from hobby_profiles.taxonomy.settings import MergeSettings


def merge_run(
    labels: pd.DataFrame,
    usage: pd.DataFrame,
    previous: pd.DataFrame | None,
    settings: MergeSettings,
    embed: Embed | None = None,
) -> pd.DataFrame:
    """Merge labels, leaving those that have a topic already where they are.

    Args:
        labels: label, product_count, embedding; one row per label.
        usage: label, text_hash: what the labels sit on.
        previous: label, topic_label, merge_reason, merge_score of the last run; None on a first
            run and when all is to be made anew.
        settings: Thresholds of merging.
        embed: Embeds phrases and words; the configured embedding model if None.

    Returns:
        label, topic_label, merge_reason, merge_score, product_count, label_status, sorted by
        label. label_status says "rebuilt" if all was made anew, else "known", "alias" (a new
        label of an existing topic) or "new" (it starts a topic, or joins one that starts now).
    """
    embed = embed or _embed_by(settings)
    ordered = labels.sort_values("label", ignore_index=True)
    vectors = embedding_matrix(ordered["embedding"])
    if previous is None or previous.empty:
        merged = merge_labels(
            ordered, vectors, usage, settings, embed=embed, referee=_referee(settings)
        )
        return merged.assign(label_status="rebuilt")
    held = previous.set_index("label")
    is_known = ordered["label"].isin(held.index).to_numpy()
    if is_known.all():
        return _kept(ordered, held)
    fresh = _with_known_topics(ordered, vectors, is_known, held, usage, settings, embed)
    return pd.concat([_kept(ordered[is_known], held), fresh]).sort_values(
        "label", ignore_index=True
    )


def _kept(labels: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """Rows of labels that stay where the last run put them, with today's counts."""
    columns = ["topic_label", "merge_reason", "merge_score"]
    rows = labels[["label", "product_count"]].join(held[columns], on="label")
    return rows.assign(label_status="known")[["label", *columns, "product_count", "label_status"]]


def _with_known_topics(
    labels: pd.DataFrame,
    vectors: Vectors,
    is_known: np.ndarray,
    held: pd.DataFrame,
    usage: pd.DataFrame,
    settings: MergeSettings,
    embed: Embed,
) -> pd.DataFrame:
    """Merge new labels among themselves and into the topics that are there.

    Known topics take part by their representatives, with a count above any new label's so that
    they stay representatives; a new label that two of them would bring together joins the one it
    is more surely the same as.
    """
    topics = sorted(set(held.loc[labels.loc[is_known, "label"], "topic_label"]))
    at = {label: row for row, label in enumerate(labels["label"])}
    gone = [topic for topic in topics if topic not in at]
    there = [topic for topic in topics if topic in at]
    fresh = labels.loc[~is_known, ["label", "product_count"]]
    ceiling = int(labels["product_count"].max()) + 1
    table = pd.concat(
        [fresh, pd.DataFrame({"label": there + gone, "product_count": ceiling})], ignore_index=True
    )
    rows = [at[label] for label in [*fresh["label"], *there]]
    stacked = np.vstack([vectors[rows], embed(gone)]) if gone else vectors[rows]
    merged = merge_labels(
        table,
        stacked,
        usage,
        settings,
        embed=embed,
        apart=frozenset(topics),
        referee=_referee(settings),
    ).set_index("label")
    found = merged.loc[fresh["label"]].reset_index()
    known_topics = set(topics)
    found["label_status"] = [
        "alias" if topic in known_topics else "new" for topic in found["topic_label"]
    ]
    return found


def _referee(settings: MergeSettings) -> Referee | None:
    """Who decides doubtful pairs, if not the score."""
    if settings.synonym_check == "embedded":
        return None
    from hobby_profiles.taxonomy.llm_synonyms import check_synonyms

    return partial(check_synonyms, settings=settings.llm)


def _embed_by(settings: MergeSettings) -> Embed:
    # Imported here: the model's libraries take seconds to load, and not every caller embeds.
    from hobby_profiles.embedding import embed_texts, load_embedding_model

    model = load_embedding_model(settings.embedding_model, cache_dir=settings.cache_dir)

    def embed(texts: Sequence[str]) -> Vectors:
        return embed_texts(texts, model=model)

    return embed
