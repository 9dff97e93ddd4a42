"""Decisions about topics and labels: rows of the two files that dbt reads them from."""

from __future__ import annotations

from pathlib import Path

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.terminal import visible
from hobby_profiles.core.wording import one_line
from hobby_profiles.explorer.written.files import Rows, changing, rows_of, stamp
from hobby_profiles.taxonomy.identity.overrides import ACTIONS, NEEDS_TARGET

OVERRIDES = ("action", "topic", "target", "note")
BLOCKED = ("label", "category", "reason")
CATEGORIES = ("generic_category", "abstract_concept", "product_category", "brand")
_LONGEST = 80


def decide(path: Path, action: str, topic_id: str, target: str, who: str, words: str) -> str:
    """Write what somebody decided about a topic; an earlier decision of the kind is replaced.

    Args:
        path: The file of overrides.
        action: rename, merge, split, move, hide or pin.
        topic_id: The topic; for a split the label that goes.
        target: New name, or key of another topic, or ``top``, or for a split the label of the
            topic it is told apart from; empty for hide and pin.
        who: Who decides; written into the note with the time.
        words: What the note says beside.

    Returns:
        What was done, in words.

    Raises:
        InputError: If there is no such file, or the name is none.
    """
    _require(path, "--project-dir")
    target = one_line(target)
    if action not in ACTIONS or (action in NEEDS_TARGET and not target):
        raise InputError(f"Say what to {action} it to.")
    if len(target) > _LONGEST or visible(target) != target:
        raise InputError(f"A name has {_LONGEST} letters at most, and no control characters.")
    with changing(path, OVERRIDES) as rows:
        rows[:] = [row for row in rows if (row["action"], row["topic"]) != (action, topic_id)]
        told = target if action in NEEDS_TARGET else ""
        note = stamp(who, one_line(words))
        rows.append({"action": action, "topic": topic_id, "target": told, "note": note})
    return f"{path.name} has it: {action} {words}".strip()


def block(path: Path, label: str, category: str, who: str) -> str:
    """Write a label that is no hobby into the list of those.

    Raises:
        InputError: If there is no such file.
    """
    _require(path, "hobby__blocked_labels")
    with changing(path, BLOCKED) as rows:
        if any(row["label"].casefold() == label.casefold() for row in rows):
            return f"{path.name} has it already: {label}"
        rows.append({"label": label, "category": category, "reason": stamp(who, "not a hobby")})
    return f"{path.name} has it: {label}"


def undo(path: Path, row: dict[str, str]) -> None:
    """Take a decision back: its row leaves the file.

    Raises:
        InputError: If somebody else took it back already.
    """
    with changing(path, ()) as rows:
        if row not in rows:
            raise InputError(f"{path.name} has this decision no more.")
        rows.remove(row)


def decisions(path: Path) -> Rows:
    """Return the decisions about topics, the latest first."""
    return rows_of(path)[::-1]


def decided_labels(path: Path, blocked: Path) -> set[str]:
    """Return the labels that were told apart or blocked here."""
    apart = {row["topic"] for row in decisions(path) if row["action"] == "split"}
    return apart | {row["label"] for row in own_blocks(blocked)}


def own_blocks(path: Path) -> Rows:
    """Return the labels that were blocked here, the latest first: their reason says who."""
    return [row for row in rows_of(path)[::-1] if " UTC: " in row.get("reason", "")]


def _require(path: Path, setting: str) -> None:
    if not path.is_file():
        raise InputError(
            f"There is no file {path}, which dbt would read this from. Say where the project is, "
            f"by {setting}."
        )
