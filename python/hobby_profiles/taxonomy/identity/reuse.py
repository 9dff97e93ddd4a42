"""A tree built anew takes over the ids of the topics it continues."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.taxonomy.identity.ids import match_ids, topic_id_of


def reuse_ids(tree: pd.DataFrame, last: pd.DataFrame) -> pd.DataFrame:
    """Give the topics of a rebuilt tree the ids of the topics they continue.

    Leaves are matched by their labels, inner topics by the labels under them; every label counts
    by the products its leaf has now.

    Args:
        tree: The new tree; ids are those of topics that never were.
        last: The registry; both with topic_id, parent_topic_id, is_leaf, labels. Topics that
            are in the tree are matched first, those that are gone with what is left.

    Returns:
        The new tree with the ids replaced.
    """
    weight = _label_weights(tree, last)
    new = _members(tree, weight)
    is_gone = last["topic_status"] == "gone"
    ids: dict[str, str] = {}
    for is_leaf in (True, False):
        waiting = set(tree.loc[tree["is_leaf"] == is_leaf, "topic_id"])
        for before in (last[~is_gone], last[is_gone]):
            old = _members(before, weight)
            there = before.loc[before["is_leaf"] == is_leaf, "topic_id"]
            found = match_ids(
                {key: new[key] for key in waiting}, {topic: old[topic] for topic in there}
            )
            ids |= found
            waiting -= set(found)
        # What is not matched keeps the id made from its form, unless that id is spoken for.
        taken = {*last["topic_id"], *ids.values()}
        for key in sorted(waiting):
            ids[key] = topic_id_of(key, taken) if key in taken else key
            taken.add(ids[key])
    return tree.assign(
        topic_id=tree["topic_id"].map(ids), parent_topic_id=tree["parent_topic_id"].map(ids)
    )


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
