"""Run `python -m tests.mutations [words of a fault]`: a table of faults and what caught them."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from tests.mutations import faults, faults_of_users
from tests.mutations.runs import Project

FAULTS = [
    *faults.STAGING,
    *faults.PRODUCTS,
    *faults.EVENTS,
    *faults_of_users.SCORES,
    *faults_of_users.RELATED,
    *faults_of_users.PROFILES,
    *faults_of_users.COLLECTIONS,
    *faults_of_users.LEARNED,
    *faults_of_users.SETTINGS,
]


def main(words: str) -> int:
    """Print the table; return how many faults nothing caught."""
    chosen = [fault for fault in FAULTS if words in f"{fault.where} {fault.about}"]
    missed = 0
    with tempfile.TemporaryDirectory(prefix="mutations_") as folder:
        project = Project(Path(folder))
        for fault in chosen:
            started = time.monotonic()
            caught_by = project.caught_by(fault)
            missed += caught_by is None
            print(
                f"{time.monotonic() - started:4.0f} s  {fault.about:<48} {fault.where:<36} "
                f"{caught_by or 'NOT CAUGHT'}",
                flush=True,
            )
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        f"{len(chosen) - missed} of {len(chosen)} faults caught, "
        f"{used.ru_utime + used.ru_stime:.0f} s of processor time"
    )
    return missed


if __name__ == "__main__":
    sys.exit(1 if main(" ".join(sys.argv[1:])) else 0)
