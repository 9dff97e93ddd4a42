"""Paid answers and a full disk: room is held back beforehand, and nothing is dropped meanwhile."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from hobby_profiles.llm.errors import CacheError
from hobby_profiles.llm.pace import Pace
from hobby_profiles.llm.store.answers import Answer, Store

_LEAST_BYTES = 1024 * 1024
_BYTES_A_CALL = 32 * 1024


class Keeper:
    """Writes calls into the store, and keeps its head when the disk is full.

    Before the first call a file is filled that takes the room of the answers in flight. When a
    write fails, that room is given back and the write repeated; what still cannot be written waits
    in memory until somebody makes room.

    Args:
        store: Where to.
        pace: How long to wait for room.
        calls_in_flight: Answers that may arrive after the first failed write.
    """

    def __init__(self, store: Store, pace: Pace, calls_in_flight: int) -> None:
        self._store = store
        self._pace = pace
        self._reserve = store.path.parent / "llm.reserve"
        self._size = _LEAST_BYTES + calls_in_flight * _BYTES_A_CALL
        self._held: list[tuple[Any, ...]] = []

    def prepare(self) -> None:
        """Hold room back, unless that is done.

        Raises:
            CacheError: If there is none; nothing was asked yet.
        """
        try:
            if not self._reserve.exists() or self._reserve.stat().st_size < self._size:
                with self._reserve.open("wb") as file:
                    file.write(os.urandom(self._size))  # Of zeros a file system may make nothing.
                    os.fsync(file.fileno())
        except OSError as error:
            self.give_back()
            raise CacheError(
                f"There is no room for answers in {self._reserve.parent} ({error.strerror}): at "
                f"least {self._size / 1e6:.1f} MB are needed. Nothing was asked and nothing was "
                "paid. Make room, or name another folder in hobby__cache_dir."
            ) from None

    def give_back(self) -> None:
        """Free the room that is held back."""
        self._reserve.unlink(missing_ok=True)

    def save(
        self, call: Mapping[str, Any], answers: Sequence[Answer], items: Mapping[str, str]
    ) -> CacheError | None:
        """Write one call, see :meth:`Store.save_call`.

        Returns:
            None, or why nothing more should be asked; the call is not lost then.
        """
        row = (call, answers, items)
        try:
            self._store.save_call(*row)
        except CacheError as error:
            self.give_back()
            try:
                self._store.save_call(*row)
            except CacheError:
                self._held.append(row)
            return error
        return None

    async def write_held(self) -> None:
        """Write what waits in memory, trying again while the disk is full.

        Raises:
            CacheError: If there was no room in time; the message counts what is lost.
        """
        end, seconds = time.monotonic() + self._pace.hold_seconds, self._pace.hold_seconds
        is_said = False
        while self._held:
            try:
                self._store.save_call(*self._held[0])
                del self._held[0]
            except CacheError as error:
                count = f"{len(self._held):,} calls that are paid for"
                if time.monotonic() >= end:
                    raise CacheError(f"{error} {count} could not be kept.") from None
                if not is_said:
                    said = f"{count} wait in memory: make room within {seconds:,.0f} seconds, and "
                    print(f"{error} {said}they are kept.", file=sys.stderr, flush=True)
                    is_said = True
                await asyncio.sleep(self._pace.poll_seconds)
