"""One run of the tree: built anew, or the last one with new topics attached."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from hobby_profiles.taxonomy.base import embedding_matrix
from hobby_profiles.taxonomy.identity.ids import match_ids, topic_id_of
from hobby_profiles.taxonomy.tree.attach import attach_topics
from hobby_profiles.taxonomy.tree.settings import TreeSettings
from hobby_profiles.taxonomy.tree.topics import leaf_topics, topic_tree

STATE_COLUMNS = ["topic_id", "parent_topic_id", "is_leaf", "topic_label", "labels"]


def tree_run(
    merged: pd.DataFrame,
    embedded: pd.DataFrame,
    usage: pd.DataFrame,
    areas: pd.DataFrame,
    settings: TreeSettings,
    *,
    previous: pd.DataFrame | None,
    last: pd.DataFrame | None,
) -> pd.DataFrame:
    """Place every topic in the tree.

    Args:
        merged: label, topic_label, product_count.
        embedded: label, kind, is_sensitive, embedding.
        usage: label, text_hash, category_path, product_count.
        areas: Reviewed areas, see `guide.Guide`.
        settings: Shape of the tree.
        previous: The tree of the last run, on which a normal run builds: what is there keeps its
            id and its parent, new topics are attached. None to build the tree anew.
        last: The tree of the last run, whose ids a tree built anew takes over; None if there is
            none.

    Returns:
        One row per topic: the columns of `tree.TREE_COLUMNS` and labels (of a leaf; null for
        inner topics), attach_status ("rebuilt", "known" or "new"), attach_reason. Sorted by
        topic_id.
    """
    labels = merged.sort_values("label").groupby("topic_label")["label"].agg(list)
    if previous is None or merged.empty or _nothing_known(previous, merged):
        tree = topic_tree(merged, embedded, usage, areas, settings)
        tree["labels"] = tree["topic_label"].map(labels)
        if last is not None and not last.empty:
            tree = reuse_ids(tree, last)
        return tree.assign(attach_status="rebuilt", attach_reason="").sort_values(
            "topic_id", ignore_index=True
        )
    leaves = leaf_topics(merged, embedded, usage).assign(
        labels=lambda table: table["topic_label"].map(labels)
    )
    return _with_attached(previous, leaves, merged, embedded, usage, settings)


def _nothing_known(previous: pd.DataFrame, merged: pd.DataFrame) -> bool:
    """Whether no label of today was in the tree: another shop's, or an empty one."""
    known = set(previous["labels"].dropna().explode())
    return known.isdisjoint(merged["label"])


def reuse_ids(tree: pd.DataFrame, last: pd.DataFrame) -> pd.DataFrame:
    """Give the topics of a rebuilt tree the ids of the topics they continue.

    Leaves are matched by their labels, inner topics by the labels under them; every label counts
    by the products its leaf has now.

    Args:
        tree: The new tree; ids are those of topics that never were.
        last: The tree of the last run; both with the columns of `STATE_COLUMNS`.

    Returns:
        The new tree with the ids replaced.
    """
    weight = _label_weights(tree, last)
    new, old = _members(tree, weight), _members(last, weight)
    ids: dict[str, str] = {}
    for is_leaf in (True, False):
        kind = tree.loc[tree["is_leaf"] == is_leaf, "topic_id"]
        before = last.loc[last["is_leaf"] == is_leaf, "topic_id"]
        found = match_ids(
            {key: new[key] for key in kind},
            {key: old[key] for key in before},
            reserved=[*last["topic_id"], *ids.values()],
        )
        # What is not matched keeps the id made from its form, unless that id is spoken for.
        taken = {*last["topic_id"], *ids.values(), *found.kept}
        for key in sorted(kind):
            continued = found.ids[key] in found.kept
            ids[key] = found.ids[key] if continued else _free(key, taken)
            taken.add(ids[key])
    return tree.assign(
        topic_id=tree["topic_id"].map(ids), parent_topic_id=tree["parent_topic_id"].map(ids)
    )


def _free(topic_id: str, taken: set[str]) -> str:
    return topic_id_of(topic_id, taken) if topic_id in taken else topic_id


def _label_weights(*trees: pd.DataFrame) -> dict[str, float]:
    """Weight of each label: its leaf's products over its labels, in the first tree that has it."""
    weight: dict[str, float] = {}
    for tree in trees:
        leaves = tree[tree["is_leaf"]]
        for found, count in zip(leaves["labels"], leaves["product_count"], strict=True):
            for label in found:
                weight.setdefault(label, max(float(count), 1.0) / len(found))
    return weight


def _members(tree: pd.DataFrame, weight: dict[str, float]) -> dict[str, dict[str, float]]:
    """Weighted labels under every topic."""
    parent = dict(zip(tree["topic_id"], tree["parent_topic_id"], strict=True))
    members: dict[str, dict[str, float]] = {topic: {} for topic in tree["topic_id"]}
    leaves = tree[tree["is_leaf"]]
    for leaf, found in zip(leaves["topic_id"], leaves["labels"], strict=True):
        topic = leaf
        while topic in members:
            members[topic].update((label, weight[label]) for label in found)
            topic = parent[topic]
    return members


def _with_attached(
    previous: pd.DataFrame,
    leaves: pd.DataFrame,
    merged: pd.DataFrame,
    embedded: pd.DataFrame,
    usage: pd.DataFrame,
    settings: TreeSettings,
) -> pd.DataFrame:
    """The last tree with today's counts, without topics that are gone, with the new ones."""
    id_of = {
        label: topic
        for topic, found in zip(previous["topic_id"], previous["labels"], strict=True)
        if isinstance(found, (list, np.ndarray))
        for label in found
    }
    held = [
        next((id_of[label] for label in found if label in id_of), None)
        for found in leaves["labels"]
    ]
    leaves = leaves.assign(topic_id=pd.Series(held, index=leaves.index, dtype="object"))
    # Two topics of today may continue one of the last run only after a change by hand.
    again = leaves["topic_id"].notna() & leaves["topic_id"].duplicated()
    leaves.loc[again, "topic_id"] = None
    known = leaves[leaves["topic_id"].notna()].merge(
        previous[["topic_id", "parent_topic_id"]], on="topic_id"
    )
    new = leaves[leaves["topic_id"].isna()].drop(columns="topic_id")
    topic_of = merged.set_index("label")["topic_label"]
    used = usage.assign(topic_label=usage["label"].map(topic_of))
    found = attach_topics(
        known,
        _vectors(known, embedded),
        new,
        _vectors(new, embedded),
        used,
        child_counts=Counter(previous["parent_topic_id"].dropna().astype(str)),
        max_children=settings.tree_max_children,
    )
    taken = set(previous["topic_id"])
    ids = []
    for label in found["topic_label"]:
        ids.append(topic_id_of(label, taken))
        taken.add(ids[-1])
    found["topic_id"] = ids
    rows = pd.concat(
        [
            known.assign(attach_status="known", attach_reason=""),
            new.merge(found, on="topic_label").assign(attach_status="new"),
        ]
    ).assign(is_leaf=True, height=0.0)
    return _finished(rows, previous)


def _vectors(leaves: pd.DataFrame, embedded: pd.DataFrame) -> np.ndarray:
    """Vectors of the leaves: of their representative, or of a label of theirs that is left."""
    vector_of = dict(zip(embedded["label"], embedded["embedding"], strict=True))
    rows = [
        vector_of[label if label in vector_of else found[0]]
        for label, found in zip(leaves["topic_label"], leaves["labels"], strict=True)
    ]
    return embedding_matrix(rows)


def _finished(leaves: pd.DataFrame, previous: pd.DataFrame) -> pd.DataFrame:
    """Add the inner topics that still have a leaf, with today's counts."""
    parent = dict(zip(previous["topic_id"], previous["parent_topic_id"], strict=True))
    inner = previous[~previous["is_leaf"]].set_index("topic_id")
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
    depth = dict(zip(kept["topic_id"], kept["depth"], strict=True))
    leaves = leaves.assign(
        label_count=leaves["labels"].map(len),
        depth=[int(depth.get(topic, 0)) + 1 for topic in leaves["parent_topic_id"]],
    )
    columns = [name for name in previous.columns if name in kept.columns]
    whole = pd.concat([leaves.reindex(columns=columns), kept[columns]])
    return whole.sort_values("topic_id", ignore_index=True)
