"""What people decide about topics (rename, merge, split, move, hide, pin), and of which ones."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from hobby_profiles.core.columns import require_columns
from hobby_profiles.core.errors import InputError

ACTIONS = ("rename", "merge", "split", "move", "hide", "pin")
NEEDS_TARGET = ("rename", "merge", "split", "move")
COLUMNS = ["action", "topic", "target"]
RESOLVED_COLUMNS = [*COLUMNS, "topic_id", "target_topic_id", "problem"]
_NEAREST = 3
_TOP_LEVEL = "top"
_SEPARATOR = " > "

Known = Mapping[str, list[str]]


def resolve_overrides(overrides: pd.DataFrame, registry: pd.DataFrame) -> pd.DataFrame:
    """Find the topics that overrides speak of.

    A topic is called by its id, by any label of a leaf, by a name, or by a path; case does not
    matter. Names and paths are those it was given and those that other overrides give it. The
    target of a move may also be "top", the top level. A split names two labels.

    Args:
        overrides: action, topic, target (may be null for hide and pin), in any order.
        registry: topic_id, parent_topic_id, topic_name, topic_path, labels, topic_status. Topics
            that are gone are passed over.

    Returns:
        action, topic, target, topic_id, target_topic_id, problem (null if it can be applied; else
        what is wrong, with the nearest names), sorted by action and topic.

    Raises:
        InputError: If a column is missing or an action is not known.
    """
    _check(overrides)
    topics = registry[registry["topic_status"] != "gone"]
    topics = topics.sort_values(["topic_status", "topic_id"], ignore_index=True)
    known = _by_name(topics)
    rows = list(zip(*(overrides[name] for name in COLUMNS), strict=True))
    found = [_resolve(action, topic, target, known) for action, topic, target in rows]
    # Whoever reads the marts calls a topic as it is called there: after renames and moves.
    wider = {**_shown(topics, rows, found), **known}
    found = [
        _resolve(action, topic, target, wider) if result[2] is not None else result
        for (action, topic, target), result in zip(rows, found, strict=True)
    ]
    table = pd.DataFrame(
        [(*row, *result) for row, result in zip(rows, found, strict=True)],
        columns=RESOLVED_COLUMNS,
    ).astype("string")
    return table.sort_values(["action", "topic"], ignore_index=True)


def pinned_topics(overrides: pd.DataFrame, registry: pd.DataFrame | None) -> set[str]:
    """Ids of the topics that keep the place and the name they have in the registry."""
    if registry is None:
        return set()
    found = resolve_overrides(overrides, registry)
    is_pin = (found["action"] == "pin") & found["problem"].isna()
    return set(found.loc[is_pin, "topic_id"])


def _resolve(
    action: object, topic: object, target: object, known: Known
) -> tuple[str | None, str | None, str | None]:
    """Topic, target topic and problem of one override."""
    topic_id, problem = _find(topic, known)
    target_id: str | None = None
    if action in NEEDS_TARGET and not _text(target):
        problem = problem or f"{action} needs a target"
    elif action in ("merge", "split") or (action == "move" and _text(target) != _TOP_LEVEL):
        target_id, missing = _find(target, known)
        problem = problem or missing
        if problem is None and target_id == topic_id:
            problem = f"the topic and the target of this {action} are the same"
    return topic_id, target_id, problem


def _check(overrides: pd.DataFrame) -> None:
    require_columns(overrides, COLUMNS, "seeds/reference/hobby__topic_overrides.csv")
    unknown = sorted(set(overrides["action"].dropna().astype(str)) - set(ACTIONS))
    if unknown or overrides["action"].isna().any():
        raise InputError(
            f"seeds/reference/hobby__topic_overrides.csv: the action {unknown or 'of a row'} is "
            f"not known or missing; use one of {', '.join(ACTIONS)}."
        )


def is_null(value: object) -> bool:
    """Whether a cell is one of the nulls that pandas and a warehouse know."""
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def _text(value: object) -> str:
    return "" if is_null(value) else str(value).strip().casefold()


def _by_name(topics: pd.DataFrame) -> dict[str, list[str]]:
    """Topic ids by everything a topic may be called, in lower case; its own name comes first."""
    known: dict[str, list[str]] = {}
    for column in ("topic_id", "topic_name", "topic_path"):
        for topic_id, called, status in topics[["topic_id", column, "topic_status"]].itertuples(
            index=False
        ):
            found = known.setdefault(_text(called), [])
            if topic_id not in found and (status == "in_tree" or not found):
                found.append(topic_id)
    for topic_id, labels in zip(topics["topic_id"], topics["labels"], strict=True):
        # Inner topics have no labels, which a warehouse hands over as one of several nulls.
        for label in labels if isinstance(labels, (list, np.ndarray)) else ():
            known.setdefault(_text(label), [topic_id])
    known.pop("", None)
    return known


def _shown(
    topics: pd.DataFrame,
    rows: list[tuple[object, object, object]],
    found: list[tuple[str | None, str | None, str | None]],
) -> dict[str, list[str]]:
    """Topic ids by the names and paths that renames and moves give them, in lower case."""
    name = dict(zip(topics["topic_id"], topics["topic_name"], strict=True))
    parent = dict(zip(topics["topic_id"], topics["parent_topic_id"], strict=True))
    for (action, _, target), (topic_id, target_id, problem) in zip(rows, found, strict=True):
        if problem is None and action == "rename":
            name[topic_id] = str(target).strip()
        elif problem is None and action == "move":
            parent[topic_id] = target_id
    shown: dict[str, list[str]] = {}
    for topic_id in topics["topic_id"]:
        steps, above, seen = [], topic_id, set[str]()
        while above in name and above not in seen:
            seen.add(above)
            steps.append(name[above])
            above = parent[above]
        for called in {name[topic_id], _SEPARATOR.join(reversed(steps))}:
            shown.setdefault(_text(called), []).append(topic_id)
    return shown


def _find(called: object, known: Known) -> tuple[str | None, str | None]:
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
