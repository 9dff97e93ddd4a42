"""Run `python -m tests.nights [FIRST LAST]`: kill nights, run them again, compare the marts.

The seeds from FIRST to LAST, 1 to 20 if none are named, draw when each night is killed. Before
that three nights follow each other, and the last one's user side is built from nothing; with
`0 0` nothing else is done.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.nights.runs import Nights


def main(first: int, last: int) -> int:
    """Print a line for each kill; return how many nights ended with other marts."""
    failed = killed_count = equal_count = 0
    with tempfile.TemporaryDirectory(prefix="nights_") as temporary:
        nights = Nights(Path(os.environ.get("HOBBY_NIGHTS_DIR", temporary)))
        print(f"The second night changes {len(nights.changed)} marts.", flush=True)
        differing = nights.refreshed()
        failed += bool(differing)
        print(
            "The third night's user side from nothing: " + (", ".join(differing) or "equal"),
            flush=True,
        )
        for seed in range(max(first, 1), last + 1):
            started = time.monotonic()
            killed = nights.killed(seed)
            failed += not killed.is_repaired
            print(
                f"{seed:3} {time.monotonic() - started:4.0f} s  killed after {killed.after}; "
                f"{killed.old} marts old, torn: {', '.join(killed.torn) or 'none'}; run again: "
                f"{', '.join(killed.wrong) or 'equal'}{'' if killed.is_erased else ', NOT ERASED'}",
                flush=True,
            )
            killed_count += 1
            equal_count += killed.is_repaired
    print(
        f"{equal_count} of {killed_count} nights that were killed ended, after one more run, equal"
    )
    return failed


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]] or [1, 20]
    sys.exit(1 if main(given[0], given[-1]) else 0)
