"""Ctrl-C and SIGTERM: one flag that every loop of this layer looks at.

dbt runs Python models in worker threads, where Python delivers no signal: dbt's main thread gets
the ``KeyboardInterrupt`` and then waits for the workers, one of which may have an hour of calls
before it. So a handler in the main thread sets a flag first and then does what would have
happened without it.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_requested = threading.Event()
_installed = False


def is_requested() -> bool:
    """Whether somebody asked this process to stop."""
    return _requested.is_set()


def request() -> None:
    """Ask every loop of this process to stop."""
    _requested.set()


def clear() -> None:
    """Forget the request, for a program that goes on after it."""
    _requested.clear()


def sleep(seconds: float) -> None:
    """Sleep, but no longer than until somebody asks this process to stop."""
    _requested.wait(seconds)


def in_main_thread() -> bool:
    """Whether signal handlers can be set from here."""
    return threading.current_thread() is threading.main_thread()


def install_for_dbt() -> None:
    """Set the flag on Ctrl-C and SIGTERM, then let dbt wind down as it does on Ctrl-C.

    Does nothing outside the main thread, or when called again.
    """
    global _installed
    if _installed or not in_main_thread():
        return
    previous = signal.getsignal(signal.SIGINT)

    def on_interrupt(number: int, frame: FrameType | None) -> Any:
        request()
        return previous(number, frame) if callable(previous) else None

    def on_terminate(number: int, frame: FrameType | None) -> Any:
        request()
        raise SystemExit(128 + number)

    if callable(previous):  # Otherwise whoever started this wants Ctrl-C ignored, as nohup does.
        signal.signal(signal.SIGINT, on_interrupt)
    signal.signal(signal.SIGTERM, on_terminate)
    _installed = True


@contextmanager
def flag_on_signals() -> Iterator[None]:
    """Within the block, the first signal only sets the flag; the second one acts as usual.

    For calls from the main thread, such as the command line. Elsewhere the block changes nothing.
    """
    if not in_main_thread() or _installed:
        yield
        return
    previous = {number: signal.getsignal(number) for number in _SIGNALS}

    def handler(number: int, frame: FrameType | None) -> None:
        request()
        signal.signal(number, previous[signal.Signals(number)])

    for number in _SIGNALS:
        signal.signal(number, handler)
    try:
        yield
    finally:
        for number in _SIGNALS:
            signal.signal(number, previous[number])
