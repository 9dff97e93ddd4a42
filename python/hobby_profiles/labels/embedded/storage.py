"""What is learnt, as a file of plain arrays: nothing in it can run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hobby_profiles.core.errors import InputError
from hobby_profiles.labels.embedded.names.finder import NameFinder, NameHabits
from hobby_profiles.labels.embedded.ranker import Ranker
from hobby_profiles.labels.embedded.trees import Trees

Arrays = Mapping[str, Any]
_TREE_FIELDS = ("feature", "threshold", "survivors", "values", "base")


@dataclass(frozen=True)
class Lesson:
    """What takes minutes to learn.

    Attributes:
        ranker: Tells how likely a candidate is right.
        names: Finds names in titles; None if there was too little to learn from.
    """

    ranker: Ranker
    names: NameFinder | None


def write_lesson(lesson: Lesson, file: Path, fingerprint: str) -> None:
    """Write a lesson and what it depends on; the same lesson makes the same bytes."""
    arrays: dict[str, NDArray[np.generic]] = {"fingerprint": _bytes(fingerprint)}
    for name, trees in (("clear", lesson.ranker.clear), ("sure", lesson.ranker.sure)):
        if trees is not None:
            arrays |= _of_trees(name, trees)
    if lesson.names is not None:
        habits = lesson.names.habits
        arrays |= _of_trees("names", lesson.names.trees)
        arrays |= {
            "words": _bytes("\n".join(habits.words)),
            "told": habits.told,
            "types": _bytes("\n".join(habits.types)),
            "type_told": habits.type_told,
        }
    np.savez_compressed(file, allow_pickle=False, **arrays)


def read_lesson(file: Path, fingerprint: str) -> Lesson | None:
    """Read a lesson.

    Args:
        file: What `write_lesson` wrote.
        fingerprint: What the lesson must depend on.

    Returns:
        The lesson; None if there is no such file or it was learnt from something else.

    Raises:
        InputError: If the file is damaged.
    """
    if not file.exists():
        return None
    try:
        with np.load(file, allow_pickle=False) as stored:
            if _text(stored["fingerprint"]) != fingerprint:
                return None
            arrays = {name: stored[name] for name in stored.files}
        names = None
        if "words" in arrays:
            habits = NameHabits(
                _text(arrays["words"]).split("\n"),
                arrays["told"],
                _text(arrays["types"]).split("\n"),
                arrays["type_told"],
            )
            names = NameFinder(habits, _trees("names", arrays))
        clear, sure = (
            _trees(name, arrays) if f"{name}_base" in arrays else None for name in ("clear", "sure")
        )
        return Lesson(Ranker(clear, sure), names)
    except (OSError, KeyError, ValueError) as error:
        raise InputError(
            f"What was learnt about labels, {str(file)!r}, cannot be read ({error}). Delete a file "
            "of the cache, or get a shipped one again from the repository."
        ) from error


def _of_trees(name: str, trees: Trees) -> dict[str, NDArray[np.generic]]:
    return {f"{name}_{field}": np.asarray(getattr(trees, field)) for field in _TREE_FIELDS}


def _trees(name: str, arrays: Arrays) -> Trees:
    feature, threshold, survivors, values, base = (
        arrays[f"{name}_{field}"] for field in _TREE_FIELDS
    )
    return Trees(feature, threshold, survivors, values, float(base))


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(errors="replace"), dtype=np.uint8)


def _text(stored: NDArray[np.generic]) -> str:
    return stored.tobytes().decode()
