"""What people decide about topics (rename, merge, move, hide, pin), and of which topics."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from hobby_profiles.core.errors import InputError

ACTIONS = ("rename", "merge", "move", "hide", "pin")
NEEDS_TARGET = ("rename", "merge", "move")
COLUMNS = ["action", "topic", "target"]
RESOLVED_COLUMNS = [*COLUMNS, "topic_id", "target_topic_id", "problem"]
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
    held = _found_before(before, topics)
    rows = []
    for action, topic, target in zip(*(overrides[name] for name in COLUMNS), strict=True):
        topic_id, target_id, problem = _resolve(str(action), topic, target, known)
        old = held.get((str(action), _text(topic), _text(target)))
        if problem is not None and old is not None:
            (topic_id, target_id), problem = old, None
        rows.append((action, topic, target, topic_id, target_id, problem))
    table = pd.DataFrame(rows, columns=RESOLVED_COLUMNS).astype("string")
    return table.sort_values(["action", "topic"], ignore_index=True)


def _resolve(
    action: str, topic: object, target: object, known: dict[str, list[str]]
) -> tuple[str | None, str | None, str | None]:
    """Topic, target topic and problem of one override."""
    topic_id, problem = _find(topic, known)
    target_id: str | None = None
    if action in NEEDS_TARGET and not _text(target):
        problem = problem or f"{action} needs a target"
    elif action == "merge" or (action == "move" and _text(target) != _TOP_LEVEL):
        target_id, missing = _find(target, known)
        problem = problem or missing
        if problem is None and target_id == topic_id:
            problem = f"the topic and the target of this {action} are the same"
    return topic_id, target_id, problem


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


def _found_before(
    before: pd.DataFrame | None, topics: pd.DataFrame
) -> dict[tuple[str, str, str], tuple[str, str | None]]:
    """Topics that the last run found for an override and that are still there."""
    if before is None or before.empty:
        return {}
    there = set(topics["topic_id"])
    found = {}
    columns = [*COLUMNS, "topic_id", "target_topic_id"]
    for action, topic, target, topic_id, target_id in zip(
        *(before.loc[before["problem"].isna(), column] for column in columns), strict=True
    ):
        if topic_id in there and (is_null(target_id) or target_id in there):
            key = (str(action), _text(topic), _text(target))
            found[key] = (str(topic_id), None if is_null(target_id) else str(target_id))
    return found


def is_null(value: object) -> bool:
    """Whether a cell is one of the nulls that pandas and a warehouse know."""
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def _text(value: object) -> str:
    return "" if is_null(value) else str(value).strip().casefold()


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
