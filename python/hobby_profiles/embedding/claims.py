"""Who computes what: models that dbt runs side by side often ask for the same vectors."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path


class Claims:
    """Keys that threads of this process work at, by the file that keeps the answers."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken: defaultdict[Path, set[bytes]] = defaultdict(set)

    @contextmanager
    def of(self, file: Path, keys: Collection[bytes]) -> Iterator[set[bytes]]:
        """Claim the keys that no other thread works at, and give them back in the end.

        Who holds a claim must not ask for another, or two threads could wait for each other.

        Args:
            file: Where the answers are kept.
            keys: Keys that are wanted, at least one.

        Yields:
            Those that nobody else has, at least one; waits until there is one.
        """
        with self._changed:
            taken = self._taken[file]
            self._changed.wait_for(lambda: any(key not in taken for key in keys))
            own = set(keys) - taken
            taken |= own
        try:
            yield own
        finally:
            with self._changed:
                taken -= own
                self._changed.notify_all()
