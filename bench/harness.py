"""Runs a command in a process of its own and measures it."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What a run cost: wall and processor seconds, peak resident memory in GB (10^9 bytes)."""

    wall_seconds: float
    cpu_seconds: float
    peak_gb: float


def run_measured(
    command: Sequence[str], *, log: Path, environment: Mapping[str, str] | None = None
) -> Cost:
    """Runs a command to its end, its output in a log file, and measures it.

    Args:
        command: Program and arguments.
        log: File for what it prints; its folder is made.
        environment: Variables on top of the present ones.

    Returns:
        Wall time, processor time of the process and its children, peak memory of the largest.

    Raises:
        RuntimeError: The command failed; the message ends with its last lines.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    print(f"... {' '.join(str(part) for part in command[:6])} (log: {log})", file=sys.stderr)
    started = time.perf_counter()
    with log.open("w") as output:
        child = subprocess.Popen(
            list(command),
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
        )
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if child.returncode:
        tail = "\n".join(log.read_text().splitlines()[-15:])
        raise RuntimeError(f"{command[0]} ended with {child.returncode}. Its last lines:\n{tail}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(
        wall_seconds=round(wall, 1),
        cpu_seconds=round(usage.ru_utime + usage.ru_stime, 1),
        peak_gb=round(usage.ru_maxrss * unit / 1e9, 2),
    )


def exponent(small: float, large: float, factor: float) -> float:
    """Power with which a cost grows: 1 is linear, 2 quadratic."""
    return round(math.log(large / small) / math.log(factor), 3)
