"""Progress of anything longer than a few seconds: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

_SECONDS_BETWEEN_LINES = 5.0
_is_inside = ContextVar("is_inside", default=False)


class Advance(Protocol):
    """Counts steps done; the note, if any, is shown beside the count."""

    def __call__(self, count: int, note: str = "") -> None:
        """Count ``count`` more steps."""


@contextmanager
def progress(what: str, total: int, *, unit: str = "rows") -> Iterator[Advance]:
    """Show how far a loop is, and yield a function that counts steps done.

    Nothing is printed for work that ends within five seconds, nor in CI (the variable ``CI``),
    where only the closing line of longer work appears. Work that is a part of other work whose
    progress is shown says nothing: two counts at once tell a reader less than one.

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
    quiet = bool(os.environ.get("CI"))
    is_part = _is_inside.get()

    def line(now: float) -> str:
        rate = done / max(now - started, 1e-9)
        share = f"{done:,}/{total:,} {unit}" if total else f"{done:,} {unit}"
        left = f", {(total - done) / rate:,.0f} s left" if total > done and rate > 0 else ""
        return f"{what}: {share}{said}, {rate:,.0f}/s{left}"

    def advance(count: int, note: str = "") -> None:
        nonlocal done, last, said
        done += count
        said = f" ({note})" if note else said
        now = time.monotonic()
        if not (quiet or is_part) and now - last >= _SECONDS_BETWEEN_LINES:
            last = now
            print(line(now), file=sys.stderr, flush=True)

    token = _is_inside.set(True)
    try:
        yield advance
    finally:
        _is_inside.reset(token)
    now = time.monotonic()
    if not is_part and now - started >= _SECONDS_BETWEEN_LINES:
        print(f"{line(now)} (took {now - started:,.0f} s)", file=sys.stderr, flush=True)
