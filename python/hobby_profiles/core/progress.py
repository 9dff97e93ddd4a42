"""Progress of anything longer than a few seconds: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from hobby_profiles.core.terminal import SafeConsole, visible

_SECONDS_BETWEEN_LINES = 5.0
_SECONDS_TO_BAR = 1.0
_is_inside = ContextVar("is_inside", default=False)


class Advance(Protocol):
    """Counts steps done; the note, if any, is shown beside the count."""

    def __call__(self, count: int, note: str = "") -> None:
        """Count ``count`` more steps."""


class _Bars:
    """The bars of this process, one under the other: dbt runs models in several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open = 0
        self._bars: Progress | None = None

    def begin(self) -> Progress:
        """Open the display if nobody has."""
        with self._lock:
            if self._bars is None:
                self._bars = Progress(
                    TextColumn("{task.description}", markup=False), BarColumn(bar_width=30),
                    MofNCompleteColumn(), TextColumn("{task.fields[note]}", markup=False),
                    TimeRemainingColumn(), console=SafeConsole(stderr=True), transient=True,
                    refresh_per_second=4,
                )  # fmt: skip
                self._bars.start()
            self._open += 1
            return self._bars

    def end(self) -> None:
        """Close the display if nobody else needs it."""
        with self._lock:
            self._open -= 1
            if self._bars is not None and not self._open:
                self._bars.stop()
                self._bars = None


_bars = _Bars()


@contextmanager
def progress(what: str, total: int, *, unit: str = "rows") -> Iterator[Advance]:
    """Show how far a loop is, and yield a function that counts steps done.

    On a terminal a bar shows after a second and goes when the work is done. Elsewhere a line is
    printed every five seconds, in CI (the variable ``CI``) none. Work that took five seconds or
    more leaves a closing line. Work that is a part of other work whose progress is shown says
    nothing: two counts at once tell a reader less than one.

    Args:
        what: What is being done, for example ``"Embedding texts"``.
        total: Number of units expected; 0 if unknown.
        unit: Name of one unit in the plural.

    Yields:
        ``advance(n, note)``, to be called with the number of units just done and, if there is more
        to say than their number, a note.
    """
    started = last = time.monotonic()
    done = 0
    said = ""
    is_part = _is_inside.get()
    is_quiet = is_part or bool(os.environ.get("CI"))
    bars = _bars.begin() if sys.stderr.isatty() and not is_quiet else None
    bar = bars.add_task(what, total=total or None, visible=False, note="") if bars else None

    def line(now: float) -> str:
        rate = done / max(now - started, 1e-9)
        share = f"{done:,}/{total:,} {unit}" if total else f"{done:,} {unit}"
        left = f", {(total - done) / rate:,.0f} s left" if total > done and rate > 0 else ""
        return f"{what}: {share}{said}, {rate:,.0f}/s{left}"

    def advance(count: int, note: str = "") -> None:
        nonlocal done, last, said
        done += count
        said = f" ({visible(note)})" if note else said
        now = time.monotonic()
        if bars is not None and bar is not None:
            is_long = now - started >= _SECONDS_TO_BAR
            bars.update(bar, completed=done, note=f"{unit}{said}", visible=is_long)
        elif not is_quiet and now - last >= _SECONDS_BETWEEN_LINES:
            last = now
            print(line(now), file=sys.stderr, flush=True)

    token = _is_inside.set(True)
    try:
        yield advance
    finally:
        _is_inside.reset(token)
        if bars is not None and bar is not None:
            bars.remove_task(bar)
            _bars.end()
    now = time.monotonic()
    if not is_part and now - started >= _SECONDS_BETWEEN_LINES:
        print(f"{line(now)} (took {now - started:,.0f} s)", file=sys.stderr, flush=True)
