"""Every topic's place: in a tree built anew, or in the last one with new topics attached."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from hobby_profiles.labels.placed_labels import PlacedLabels
from hobby_profiles.taxonomy.base import Embed, depths, embedding_matrix
from hobby_profiles.taxonomy.identity.held import ids_held
from hobby_profiles.taxonomy.identity.ids import topic_id_of
from hobby_profiles.taxonomy.identity.reuse import reuse_ids
from hobby_profiles.taxonomy.tree.attach.topics import attach_topics
from hobby_profiles.taxonomy.tree.build import TREE_COLUMNS, build_tree, typed
from hobby_profiles.taxonomy.tree.guide import Guide
from hobby_profiles.taxonomy.tree.settings import TreeSettings


def place_topics(
    leaves: pd.DataFrame,
    usage: pd.DataFrame,
    areas: pd.DataFrame,
    placed: PlacedLabels,
    settings: TreeSettings,
    embed: Embed,
    *,
    registry: pd.DataFrame | None,
    anew: bool = False,
) -> pd.DataFrame:
    """Place every topic in the tree.

    Args:
        leaves: Topics as `leaves.leaf_topics` sums them up.
        usage: ``topic_label``, ``text_hash``, ``category_path``: what the topics sit on.
        areas: Reviewed areas, see `guide.Guide`.
        placed: Reviewed places of labels.
        settings: Shape of the tree.
        embed: Texts to unit rows.
        registry: The topics after the last run (see `identity.registry`); None if there was none.
        anew: Whether the tree is built anew. If not, what is there keeps its id and its parent,
            and new topics are attached.

    Returns:
        One row per topic: the columns of `build.TREE_COLUMNS`, ``labels`` (of a leaf; null for
        inner topics), ``attach_status`` ("rebuilt", "known" or "new"), ``attach_reason``. Sorted
        by topic_id.
    """
    if anew or registry is None or leaves.empty or _nothing_known(registry, leaves):
        return _built(leaves, usage, Guide(areas, embed, placed), settings, registry)
    return _with_attached(registry, leaves, usage, areas, placed, settings, embed)


def _nothing_known(registry: pd.DataFrame, leaves: pd.DataFrame) -> bool:
    """Whether no label of today is in the registry: another shop's, or an empty one."""
    known = set(registry["labels"].dropna().explode())
    return known.isdisjoint(leaves["labels"].explode())


def _built(
    leaves: pd.DataFrame,
    usage: pd.DataFrame,
    guide: Guide,
    settings: TreeSettings,
    registry: pd.DataFrame | None,
) -> pd.DataFrame:
    """A tree built anew, whose topics take over the ids of those they continue."""
    tree = build_tree(
        leaves.drop(columns=["embedding", "labels"]),
        embedding_matrix(leaves["embedding"]),
        guide,
        usage,
        settings,
    )
    labels = dict(zip(leaves["topic_label"], leaves["labels"], strict=True))
    tree["labels"] = tree["topic_label"].map(labels)
    if registry is not None and not registry.empty:
        tree = reuse_ids(tree, registry)
    return tree.assign(attach_status="rebuilt", attach_reason="").sort_values(
        "topic_id", ignore_index=True
    )


def _with_attached(
    registry: pd.DataFrame,
    leaves: pd.DataFrame,
    usage: pd.DataFrame,
    areas: pd.DataFrame,
    placed: PlacedLabels,
    settings: TreeSettings,
    embed: Embed,
) -> pd.DataFrame:
    """The last tree with today's counts, without topics that are gone, with the new ones."""
    leaves = leaves.assign(topic_id=ids_held(registry, leaves))
    parents = dict(zip(registry["topic_id"], registry["parent_topic_id"], strict=True))
    gone = set(registry.loc[registry["topic_status"] == "gone", "topic_id"])
    # A topic that comes back goes where it was; if that is gone for good, it is placed anew.
    homeless = {topic for topic in gone if pd.isna(parents[topic])}
    is_known = leaves["topic_id"].notna() & ~leaves["topic_id"].isin(homeless)
    known = leaves[is_known].assign(parent_topic_id=lambda table: table["topic_id"].map(parents))
    new = leaves[~is_known]
    named = registry[~registry["is_leaf"].astype(bool) & registry["topic_name"].notna()]
    found = attach_topics(
        known,
        embedding_matrix(known["embedding"]),
        new,
        embedding_matrix(new["embedding"]),
        usage,
        areas,
        embed,
        placed,
        parent_names=dict(zip(named["topic_id"], named["topic_name"], strict=True)),
        child_counts=Counter(
            registry.loc[~registry["topic_id"].isin(gone), "parent_topic_id"].dropna().astype(str)
        ),
        max_children=settings.tree_max_children,
    )
    attached = new.merge(found, on="topic_label").assign(attach_status="new")
    taken = set(registry["topic_id"])
    ids = []
    for label, topic in zip(attached["topic_label"], attached["topic_id"], strict=True):
        ids.append(topic if isinstance(topic, str) else topic_id_of(label, taken))
        taken.add(ids[-1])
    attached["topic_id"] = ids
    kept = known.assign(attach_status="known", attach_reason="")
    rows = pd.concat([table for table in (kept, attached) if len(table)])
    return _finished(rows.assign(is_leaf=True, height=0.0), registry)


def _finished(leaves: pd.DataFrame, registry: pd.DataFrame) -> pd.DataFrame:
    """Add the inner topics that have a leaf, with today's counts."""
    parent = dict(zip(registry["topic_id"], registry["parent_topic_id"], strict=True))
    inner = registry[~registry["is_leaf"].astype(bool)].set_index("topic_id")
    counts: dict[str, list[int]] = {}
    sensitive: dict[str, bool] = {}
    for topic, labels, products, is_sensitive in zip(
        leaves["parent_topic_id"],
        leaves["labels"],
        leaves["product_count"],
        leaves["is_sensitive"],
        strict=True,
    ):
        while isinstance(topic, str):
            sums = counts.setdefault(topic, [0, 0])
            sums[0] += len(labels)
            sums[1] += int(products)
            sensitive[topic] = sensitive.get(topic, True) and bool(is_sensitive)
            topic = parent[topic]
    kept = inner[inner.index.isin(counts)].reset_index()
    kept["label_count"] = [counts[topic][0] for topic in kept["topic_id"]]
    kept["product_count"] = [counts[topic][1] for topic in kept["topic_id"]]
    kept["is_sensitive"] = [sensitive[topic] for topic in kept["topic_id"]]
    kept = kept.assign(attach_status="known", attach_reason="")
    remembered = registry.set_index("topic_id")
    for column in ("coherence_steps", "guide_name"):
        leaves[column] = leaves["topic_id"].map(remembered[column])
    leaves["kind"] = leaves["kind"].fillna(leaves["topic_id"].map(remembered["kind"]))
    columns = [*TREE_COLUMNS, "labels", "attach_status", "attach_reason"]
    whole = pd.concat([leaves.reindex(columns=columns), kept.reindex(columns=columns)])
    whole["depth"] = depths(whole)
    return typed(whole).sort_values("topic_id", ignore_index=True)
