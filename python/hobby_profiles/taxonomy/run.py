"""One run of the taxonomy: labels are merged, placed and named, and the registry remembers it."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from hobby_profiles.labels.placed_labels import PlacedLabels
from hobby_profiles.taxonomy.base import Embed
from hobby_profiles.taxonomy.identity.apart import split_pairs, told_apart, without_taken_back
from hobby_profiles.taxonomy.identity.overrides import pinned_topics
from hobby_profiles.taxonomy.identity.overrides_apply import pinned_places
from hobby_profiles.taxonomy.identity.registry import merges_before, remembered
from hobby_profiles.taxonomy.merge.run import embed_by, merge_run
from hobby_profiles.taxonomy.merge.settings import MergeSettings
from hobby_profiles.taxonomy.names.topic_names import NameSettings, topic_names
from hobby_profiles.taxonomy.no_topics import as_topics, left_out
from hobby_profiles.taxonomy.tree.leaves import leaf_topics
from hobby_profiles.taxonomy.tree.place import place_topics
from hobby_profiles.taxonomy.tree.settings import TreeSettings


class TaxonomySettings(MergeSettings, TreeSettings, NameSettings):
    """Settings of merging, of the tree and of names, together."""


def taxonomy_run(
    embedded: pd.DataFrame,
    usage: pd.DataFrame,
    areas: pd.DataFrame,
    placed_labels: pd.DataFrame,
    overrides: pd.DataFrame,
    hobbies: pd.DataFrame,
    products: pd.DataFrame,
    settings: TaxonomySettings,
    *,
    registry: pd.DataFrame | None,
    anew: bool,
    now: datetime,
    embed: Embed | None = None,
) -> pd.DataFrame:
    """Bring the registry up to date.

    Args:
        embedded: label, product_count, kind, is_sensitive, embedding; one row per accepted label.
        usage: label, text_hash, category_path, product_count: what the labels sit on.
        areas: Reviewed areas, see `tree.guide.Guide`.
        placed_labels: label, area, group_name: where readers placed labels.
        overrides: action, topic, target; only what is pinned or split is heeded here.
        hobbies: hobby: reviewed names of hobbies, each a topic whatever its words.
        products: product_name: how the shop writes brands.
        settings: Of merging, of the tree, of names.
        registry: The registry after the last run; None if there was none.
        anew: Whether labels are merged and the tree is built anew. If not, every topic that is
            there keeps its place and its name.
        now: When the run is, UTC.
        embed: Texts to unit rows; the configured embedding model if None.

    Returns:
        The registry, see `identity.registry.remembered`.
    """
    embed = embed or embed_by(settings)
    titles = products["product_name"].dropna().unique().tolist()
    pairs = split_pairs(overrides, embedded["label"])
    places = PlacedLabels(placed_labels, areas)
    before = None if anew else without_taken_back(merges_before(registry), pairs)
    merged = told_apart(merge_run(embedded, usage, before, settings, embed, places), pairs)
    leaves = leaf_topics(merged, embedded, usage)
    topic_of = merged.set_index("label")["topic_label"]
    used = usage.assign(topic_label=usage["label"].map(topic_of))
    reasons = pd.Series("", index=leaves.index, dtype="object")
    if settings.merge_labels:
        reasons = left_out(leaves, areas, hobbies["hobby"], registry, anew=anew)
    is_topic = reasons == ""
    placed = place_topics(
        leaves[is_topic],
        used,
        areas,
        places,
        settings,
        embed,
        registry=registry,
        anew=anew,
    )
    pinned = pinned_topics(overrides, registry)
    if registry is not None:
        placed = pinned_places(placed, registry, pinned)
    stays = {*placed.loc[placed["attach_status"] == "known", "topic_id"], *pinned}
    known = None if registry is None else registry[registry["topic_id"].isin(stays)]
    placed = placed.assign(topic_status="in_tree", status_reason="")
    others = as_topics(leaves[~is_topic], reasons[~is_topic], registry, placed["topic_id"])
    if (placed["attach_status"] == "rebuilt").any():
        others["attach_status"] = "rebuilt"
    topics = pd.concat([placed, others]) if len(others) else placed
    names = topic_names(topics, embedded, areas, settings, embed, titles=titles, known=known)
    topics = topics.merge(names.drop(columns="kind"), on="topic_id")
    return remembered(topics, merged, registry, now)
