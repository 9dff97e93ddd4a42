"""What people decide about topics: rename, merge, move, hide, pin. It always wins."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from hobby_profiles.errors import InputError

ACTIONS = ("rename", "merge", "move", "hide", "pin")
NEEDS_TARGET = ("rename", "merge", "move")
COLUMNS = ["action", "topic", "target"]
_NEAREST = 3
_TOP_LEVEL = "top"


def resolve_overrides(
    overrides: pd.DataFrame,
    topics: pd.DataFrame,
    names: pd.DataFrame | None,
    before: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find the topics that overrides speak of.

    A topic is named by its id, by any label of a leaf, by a name, or by a path; case does not
    matter. The target of a move may also be "top", the top level.

    Args:
        overrides: action, topic, target (may be null for hide and pin), in any order.
        topics: topic_id, labels of the tree.
        names: topic_id, topic_name, topic_path; None where no topic has a name yet.
        before: What this function returned in the last run: a topic that was found then and is
            still there stays found, though a hidden one has no name any more.

    Returns:
        action, topic, target, topic_id, target_topic_id, problem (null if it can be applied; else
        what is wrong, with the nearest names), sorted by action and topic.

    Raises:
        InputError: If a column is missing or an action is not known.
    """
    _check(overrides)
    known = _by_name(topics, names)
    rows = []
    for action, topic, target in overrides[COLUMNS].itertuples(index=False):
        topic_id, problem = _find(topic, known)
        target_id: str | None = None
        if action in NEEDS_TARGET and not _text(target):
            problem = problem or f"{action} needs a target"
        elif action in ("merge", "move") and not (action == "move" and _text(target) == _TOP_LEVEL):
            target_id, missing = _find(target, known)
            problem = problem or missing
            if problem is None and target_id == topic_id:
                problem = f"the topic and the target of this {action} are the same"
        rows.append((action, topic, target, topic_id, target_id, problem))
    table = pd.DataFrame(rows, columns=[*COLUMNS, "topic_id", "target_topic_id", "problem"])
    table = _still_found(table, topics, before)
    return table.astype("string").sort_values(["action", "topic"], ignore_index=True)


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
        topic: above if isinstance(above, str) else None
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
            if above is None or pd.isna(above):
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
    result = result[[not _is_under(topic, hidden, parent) for topic in result["topic_id"]]]
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


def _check(overrides: pd.DataFrame) -> None:
    missing = [column for column in COLUMNS if column not in overrides.columns]
    if missing:
        raise InputError(
            f"seeds/reference/hobby__topic_overrides.csv has no column {', '.join(missing)}."
        )
    unknown = sorted(set(overrides["action"].dropna().astype(str)) - set(ACTIONS))
    if unknown or overrides["action"].isna().any():
        raise InputError(
            f"seeds/reference/hobby__topic_overrides.csv: the action {unknown or 'of a row'} is "
            f"not known or missing; use one of {', '.join(ACTIONS)}."
        )


def _still_found(
    table: pd.DataFrame, topics: pd.DataFrame, before: pd.DataFrame | None
) -> pd.DataFrame:
    """Take over what the last run found for overrides that find nothing now."""
    if before is None or before.empty:
        return table
    there = set(topics["topic_id"])
    found = {
        (row.action, _text(row.topic), _text(row.target)): row
        for row in before[before["problem"].isna()].itertuples(index=False)
        if row.topic_id in there and (pd.isna(row.target_topic_id) or row.target_topic_id in there)
    }
    for at, row in enumerate(table.itertuples(index=False)):
        old = found.get((row.action, _text(row.topic), _text(row.target)))
        if row.problem is not None and old is not None:
            target = None if pd.isna(old.target_topic_id) else old.target_topic_id
            table.loc[at, ["topic_id", "target_topic_id", "problem"]] = [old.topic_id, target, None]
    return table


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value).strip().casefold()


def _by_name(topics: pd.DataFrame, names: pd.DataFrame | None) -> dict[str, list[str]]:
    """Topic ids by everything a topic may be called, in lower case."""
    known: dict[str, list[str]] = {}

    def add(called: object, topic_id: str) -> None:
        found = known.setdefault(_text(called), [])
        if topic_id not in found:
            found.append(topic_id)

    there = set(topics["topic_id"])
    for topic_id in topics["topic_id"]:
        add(topic_id, topic_id)
    if names is not None:
        for topic_id, name, path in names[["topic_id", "topic_name", "topic_path"]].itertuples(
            index=False
        ):
            if topic_id in there:
                add(name, topic_id)
                add(path, topic_id)
    for topic_id, labels in zip(topics["topic_id"], topics["labels"], strict=True):
        # Inner topics have no labels, which a warehouse hands over as one of several nulls.
        for label in labels if isinstance(labels, (list, np.ndarray)) else ():
            if _text(label) not in known:
                add(label, topic_id)
    known.pop("", None)
    return known


def _find(called: object, known: dict[str, list[str]]) -> tuple[str | None, str | None]:
    """The topic of a name, or what is wrong with it."""
    found = known.get(_text(called), [])
    if len(found) == 1:
        return found[0], None
    if len(found) > 1:
        ids = ", ".join(sorted(found))
        return None, f"{called!r} names several topics ({ids}); give the id or the path"
    near = process.extract(_text(called), sorted(known), scorer=fuzz.WRatio, limit=_NEAREST)
    said = ", ".join(repr(name) for name, *_ in near)
    return None, f"there is no topic {called!r}; the nearest names are {said or 'none at all'}"


def _ordered(wanted: pd.DataFrame) -> list[tuple[str, str, str | None]]:
    """Overrides in the order they are applied: pins first, so that all others win over them."""
    rank = {action: at for at, action in enumerate(("pin", "move", "merge", "rename", "hide"))}
    rows = [
        (str(action), str(topic), None if pd.isna(target) else str(target))
        for action, topic, target in wanted[["action", "topic_id", "target_topic_id"]].itertuples(
            index=False
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
    rows = tree.set_index("topic_id")
    for topic, first in sorted(absorbed.items()):
        target, seen = first, {topic}
        while target in absorbed and target not in seen:
            seen.add(target)
            target = absorbed[target]
        if target in seen or target not in rows.index or topic not in rows.index:
            continue
        labels = sorted({*rows["labels"][target], *rows["labels"][topic]})
        position = rows.index.get_loc(target)
        column = rows["labels"].tolist()
        column[position] = labels
        rows["labels"] = pd.Series(column, index=rows.index, dtype="object")
        rows.loc[target, "label_count"] = len(labels)
        rows.loc[target, "product_count"] += rows.loc[topic, "product_count"]
        rows = rows.drop(index=topic)
    return rows.reset_index()


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
    for leaf in tree.loc[tree["is_leaf"], "topic_id"]:
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
