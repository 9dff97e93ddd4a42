"""Who asks about what: claims, so that two processes never pay for the same answer.

A claim lasts as long as its owner is alive. Every owner writes down the time now and then, from a
thread of its own; one that has not done so for a while is dead, wherever it ran. Process numbers
alone would not do: containers share a folder but not their names and numbers.
"""

from __future__ import annotations

import os
import socket
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from hobby_profiles.llm.errors import CacheError

BEAT_SECONDS = 10.0
LAPSE_SECONDS = 60.0

_BEAT = "insert or replace into owners values (?, ?)"


class Claims:
    """The claims of one connection to the file of answers.

    Args:
        path: The SQLite file.
        connection: An open connection to it, used by one thread at a time.
        transaction: Commits what happens in its block together.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        transaction: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._path = path
        self._connection = connection
        self._transaction = transaction
        self._stopped = threading.Event()
        self._beating: threading.Thread | None = None

    def take(self, keys: Sequence[str], closed: Sequence[str] = ()) -> set[str]:
        """Say that this process asks about these items, so that no other one does.

        Args:
            keys: Addresses of the items.
            closed: Statuses of an answer that needs no asking.

        Returns:
            The keys that are ours now; the others were answered meanwhile, or somebody else is
            asking.
        """
        ours: set[str] = set()
        look_up = (
            "select (select status from answers where key = ?1), "
            "(select owner from claims where key = ?1)"
        )
        with self._transaction():
            self._connection.execute(_BEAT, (self.owner, time.time()))
            others = self._living() - {self.owner}
            for key in keys:
                status, owner = self._connection.execute(look_up, (key,)).fetchone()
                if status not in closed and owner not in others:
                    ours.add(key)
            self._connection.executemany(
                "insert or replace into claims values (?, ?)",
                [(key, self.owner) for key in sorted(ours)],
            )
        if self._beating is None:
            self._beating = threading.Thread(target=self._beat, daemon=True)
            self._beating.start()
        return ours

    def release(self, keys: Iterable[str] | None = None) -> None:
        """Drop claims of this process: those on the keys, or all of them.

        A file that cannot be written keeps them; they lapse.
        """
        with suppress(CacheError), self._transaction():
            if keys is None:
                self._connection.execute("delete from claims where owner = ?", (self.owner,))
            else:
                self._connection.executemany(
                    "delete from claims where owner = ? and key = ?",
                    [(self.owner, key) for key in keys],
                )

    def close(self) -> None:
        """End the sign of life; claims that are left lapse."""
        self._stopped.set()
        if self._beating is not None:
            self._beating.join()
            with suppress(CacheError), self._transaction():
                self._connection.execute("delete from owners where owner = ?", (self.owner,))

    def _living(self) -> set[str]:
        """Owners whose claims count, this one included."""
        least = time.time() - LAPSE_SECONDS
        seen = self._connection.execute("select owner from owners where seen_at > ?", (least,))
        return {owner for (owner,) in seen if _may_run(owner)}

    def _beat(self) -> None:
        connection = sqlite3.connect(self._path, timeout=LAPSE_SECONDS, isolation_level=None)
        try:
            while not self._stopped.wait(BEAT_SECONDS):
                connection.execute(_BEAT, (self.owner, time.time()))
        except sqlite3.Error:
            return  # The file is gone or full, which the next commit will say.
        finally:
            connection.close()


def _may_run(owner: str) -> bool:
    """Whether a process may still be running; for another host's, its sign of life must do."""
    host, pid, _ = owner.rsplit(":", 2)
    if host != socket.gethostname():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
