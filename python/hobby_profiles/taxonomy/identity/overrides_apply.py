"""What people decided about topics, applied to the tree and to its names. It always wins."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.taxonomy.base import depths
from hobby_profiles.taxonomy.identity.overrides import is_null
from hobby_profiles.taxonomy.names.topic_names import topic_paths
from hobby_profiles.taxonomy.tree.build import typed


def decided_tree(registry: pd.DataFrame, resolved: pd.DataFrame) -> pd.DataFrame:
    """The tree that everybody sees: the registry's, changed as people decided.

    Args:
        registry: The registry after today's run.
        resolved: See `resolve_overrides`; rows with a problem are passed over.

    Returns:
        One row per topic, columns as in the registry: topics moved and renamed, merged topics
        gone with their labels in the other, hidden topics gone with all below, inner topics
        without leaves gone. Topics that were left out of the tree are in it only where people
        moved them there.
    """
    tree = registry[registry["topic_status"] != "gone"].reset_index(drop=True)
    wanted = resolved[resolved["problem"].isna()]
    parent = _parents(tree)
    is_leaf = dict(zip(tree["topic_id"], tree["is_leaf"], strict=True))
    absorbed: dict[str, str] = {}
    for action, topic, target in _ordered(wanted):
        if action == "move":
            _place(parent, topic, target)
        elif action == "merge" and target is not None and is_leaf[topic] == is_leaf[target]:
            if is_leaf[topic]:
                absorbed[topic] = target
            else:
                for child in [child for child, above in parent.items() if above == topic]:
                    _place(parent, child, target)
    hidden = {topic for action, topic, _ in _ordered(wanted) if action == "hide"}
    moved = {topic for action, topic, _ in _ordered(wanted) if action == "move"}
    result = tree.assign(parent_topic_id=tree["topic_id"].map(parent))
    result = _absorb(result, absorbed)
    shown = [
        (status == "in_tree" or topic in moved) and not _is_under(topic, hidden, parent)
        for topic, status in zip(result["topic_id"], result["topic_status"], strict=True)
    ]
    result = _tidied(result.loc[pd.Series(shown, index=result.index, dtype=bool)])
    renamed = wanted[wanted["action"] == "rename"]
    said = {
        topic: str(name).strip()
        for topic, name in zip(renamed["topic_id"], renamed["target"], strict=True)
    }
    names = zip(result["topic_id"], result["topic_name"], strict=True)
    result["topic_name"] = [said.get(topic, name) for topic, name in names]
    result["name_source"] = result["name_source"].mask(result["topic_id"].isin(said), "override")
    result["topic_path"] = topic_paths(result, result).astype("string")
    return typed(result)


def pinned_places(placed: pd.DataFrame, registry: pd.DataFrame, pinned: set[str]) -> pd.DataFrame:
    """Put pinned topics back under the parents they had, where those are still there.

    Args:
        placed: Topics as `tree.place.place_topics` places them.
        registry: The registry before today's run.
        pinned: Ids of the topics that keep their place.
    """
    parent = _parents(placed)
    held = registry[registry["topic_id"].isin(pinned & set(parent))].sort_values("topic_id")
    for topic, above in zip(held["topic_id"], held["parent_topic_id"], strict=True):
        if is_null(above) or above in parent:
            _place(parent, str(topic), None if is_null(above) else str(above))
    return _tidied(placed.assign(parent_topic_id=placed["topic_id"].map(parent)))


def _parents(tree: pd.DataFrame) -> dict[str, str | None]:
    return {
        str(topic): above if isinstance(above, str) else None
        for topic, above in zip(tree["topic_id"], tree["parent_topic_id"], strict=True)
    }


def _ordered(wanted: pd.DataFrame) -> list[tuple[str, str, str | None]]:
    """Overrides in the order they are applied, whatever the order they are written in."""
    rank = {
        action: at for at, action in enumerate(("split", "move", "merge", "rename", "hide", "pin"))
    }
    rows = [
        (str(action), str(topic), None if is_null(target) else str(target))
        for action, topic, target in zip(
            wanted["action"], wanted["topic_id"], wanted["target_topic_id"], strict=True
        )
    ]
    return sorted(rows, key=lambda row: (rank[row[0]], row[1], row[2] or ""))


def _place(parent: dict[str, str | None], topic: str, target: str | None) -> None:
    """Put a topic under another, unless that one is under it."""
    above = target
    while above is not None:
        if above == topic:
            return
        above = parent.get(above)
    parent[topic] = target


def _absorb(tree: pd.DataFrame, absorbed: dict[str, str]) -> pd.DataFrame:
    """Move the labels and counts of merged leaves into the leaves they are merged into."""
    labels = dict(zip(tree["topic_id"], tree["labels"], strict=True))
    products = dict(zip(tree["topic_id"], tree["product_count"].tolist(), strict=True))
    gone = set()
    for topic, first in sorted(absorbed.items()):
        target, seen = first, {topic}
        while target in absorbed and target not in seen:
            seen.add(target)
            target = absorbed[target]
        if target in seen or target not in labels or topic not in labels:
            continue
        labels[target] = sorted({*labels[target], *labels[topic]})
        products[target] += products[topic]
        gone.add(topic)
    grown = {absorbed[topic] for topic in gone}
    result = tree.assign(
        labels=[labels[topic] for topic in tree["topic_id"]],
        product_count=[products[topic] for topic in tree["topic_id"]],
        label_count=[
            len(labels[topic]) if topic in grown else count
            for topic, count in zip(tree["topic_id"], tree["label_count"], strict=True)
        ],
    )
    return result[~result["topic_id"].isin(gone)]


def _is_under(topic: str, hidden: set[str], parent: dict[str, str | None]) -> bool:
    above: str | None = topic
    while above is not None:
        if above in hidden:
            return True
        above = parent.get(above)
    return False


def _tidied(tree: pd.DataFrame) -> pd.DataFrame:
    """Drop inner topics without a leaf below, and count depths anew."""
    parent = _parents(tree)
    alive: set[str] = set()
    for leaf in tree.loc[tree["is_leaf"].astype(bool), "topic_id"]:
        above: str | None = leaf
        while above is not None and above not in alive:
            alive.add(above)
            above = parent.get(above)
    kept = tree[tree["topic_id"].isin(alive)].copy()
    kept["depth"] = depths(kept)
    return kept.sort_values("topic_id", ignore_index=True)
