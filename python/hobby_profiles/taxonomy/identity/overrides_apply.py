"""What people decided about topics, applied to the tree and to its names. It always wins."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from hobby_profiles.taxonomy.identity.overrides import is_null


def apply_overrides(
    tree: pd.DataFrame, resolved: pd.DataFrame, last: pd.DataFrame | None
) -> pd.DataFrame:
    """Change a tree as people decided.

    Args:
        tree: Topics as `tree_run` places them.
        resolved: See `resolve_overrides`; rows with a problem are passed over.
        last: topic_id, parent_topic_id after the last run, where pinned topics stay; None if
            there was none.

    Returns:
        The tree: topics moved, merged topics gone with their labels in the other, hidden topics
        gone with all below, inner topics without leaves gone.
    """
    wanted = resolved[resolved["problem"].isna()]
    parent = {
        str(topic): above if isinstance(above, str) else None
        for topic, above in zip(tree["topic_id"], tree["parent_topic_id"], strict=True)
    }
    before = (
        {} if last is None else dict(zip(last["topic_id"], last["parent_topic_id"], strict=True))
    )
    is_leaf = dict(zip(tree["topic_id"], tree["is_leaf"], strict=True))
    absorbed: dict[str, str] = {}
    for action, topic, target in _ordered(wanted):
        if action == "pin" and topic in before:
            above = before[topic]
            if is_null(above):
                parent[topic] = None
            elif above in parent:
                _place(parent, topic, str(above))
        elif action == "move":
            _place(parent, topic, target)
        elif action == "merge" and target is not None and is_leaf[topic] == is_leaf[target]:
            if is_leaf[topic]:
                absorbed[topic] = target
            else:
                for child in [child for child, above in parent.items() if above == topic]:
                    _place(parent, child, target)
    hidden = {topic for action, topic, _ in _ordered(wanted) if action == "hide"}
    result = tree.assign(parent_topic_id=tree["topic_id"].map(parent))
    result = _absorb(result, absorbed)
    shown = [not _is_under(topic, hidden, parent) for topic in result["topic_id"]]
    result = result.loc[pd.Series(shown, index=result.index, dtype=bool)]
    return _tidied(result, parent)


def apply_names(
    names: pd.DataFrame,
    resolved: pd.DataFrame,
    last: pd.DataFrame | None,
    kept: Iterable[str],
) -> pd.DataFrame:
    """Rename topics as people decided, and keep the names of topics that were there before.

    Args:
        names: topic_id, topic_name, name_source and what else the namer says.
        resolved: See `resolve_overrides`.
        last: topic_id, topic_name, name_source of the last run; None if there was none.
        kept: Topics that keep their last name: on a normal run those that were there, on a
            rebuild the pinned ones.

    Returns:
        The names in the same order.
    """
    names = names.copy()
    if last is not None and len(last):
        held = last.set_index("topic_id")
        keep = names["topic_id"].isin(set(kept) & set(held.index))
        for column in ("topic_name", "name_source"):
            names.loc[keep, column] = names.loc[keep, "topic_id"].map(held[column])
    wanted = resolved[resolved["problem"].isna() & (resolved["action"] == "rename")]
    said = dict(zip(wanted["topic_id"], wanted["target"], strict=True))
    renamed = names["topic_id"].isin(said)
    names.loc[renamed, "topic_name"] = names.loc[renamed, "topic_id"].map(said)
    names.loc[renamed, "name_source"] = "override"
    return names


def _ordered(wanted: pd.DataFrame) -> list[tuple[str, str, str | None]]:
    """Overrides in the order they are applied: pins first, so that all others win over them."""
    rank = {action: at for at, action in enumerate(("pin", "move", "merge", "rename", "hide"))}
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


def _tidied(tree: pd.DataFrame, parent: dict[str, str | None]) -> pd.DataFrame:
    """Drop inner topics without a leaf below, and count depths anew."""
    alive: set[str] = set()
    for leaf in tree.loc[tree["is_leaf"].astype(bool), "topic_id"]:
        above: str | None = leaf
        while above is not None and above not in alive:
            alive.add(above)
            above = parent.get(above)
    kept = tree[tree["topic_id"].isin(alive)].copy()
    depths = []
    for topic in kept["topic_id"]:
        depth, above = 0, topic
        while above is not None:
            depth, above = depth + 1, parent.get(above)
        depths.append(depth)
    kept["depth"] = depths
    return kept.sort_values("topic_id", ignore_index=True)
