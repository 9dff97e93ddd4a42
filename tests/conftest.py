"""What every test of a process shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from hobby_profiles.labels.embedded import labeller
from hobby_profiles.labels.judge import embedded as judge
from hobby_profiles.labels.memory import Memory

ROOT = Path(__file__).parent
SHARED_BUILDS = {"demo", "small_build"}
"""Builds that one process makes while the other would wait for them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that build: at the end small ones keep all processes busy.

    The demo's build comes first, then what needs no build of others, so that nothing waits for it.
    """
    builds = {item.path for item in items if SHARED_BUILDS & set(getattr(item, "fixturenames", ()))}

    def place(item: pytest.Item) -> int:
        folder = item.path.relative_to(ROOT).parts[0]
        if item.path.name == "test_demo.py":
            return 0
        if folder == "integration":
            return 2 if item.path in builds else 1
        return 3 if folder == "evaluation" else 4

    items.sort(key=place)


def _once(prepare: Callable[..., Any]) -> Callable[..., Any]:
    """Keep what was prepared from the last memory, told by its rows, model and settings."""
    kept: dict[object, Any] = {}

    def prepared(memory: Memory, *args: Any, **kwargs: Any) -> Any:
        rows = [
            int(pd.util.hash_pandas_object(frame.astype(str)).sum())
            for frame in (memory.texts, memory.labels, memory.traps)
        ]
        given = [getattr(value, "identity", value) for value in (*args, *kwargs.values())]
        if any(isinstance(value, pd.DataFrame) for value in given):
            return prepare(memory, *args, **kwargs)
        key = (*rows, *map(str, given))
        if key not in kept:
            kept.clear()
            kept[key] = prepare(memory, *args, **kwargs)
        return kept[key]

    return prepared


@pytest.fixture(scope="session", autouse=True)
def prepared_once() -> Iterator[None]:
    """Builds in one process share what each would prepare from the shipped memory for 15 s."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(labeller, "learn", _once(labeller.learn))
        patch.setattr(judge, "Knowledge", _once(judge.Knowledge))
        yield


@pytest.fixture(autouse=True)
def no_width_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed is as wide as in a log, whatever terminal the tests are started from."""
    monkeypatch.delenv("COLUMNS", raising=False)
