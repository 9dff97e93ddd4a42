"""How time and memory of the user side grow with events, by folder of models.

Each model runs by itself, as in `bench.models`. Exponents are slopes of a straight line through the
logarithms: 1 is linear, 2 quadratic.
"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from bench.models import measure
from bench.profiles import ROOT

SIZES = (1_000_000, 2_500_000, 5_000_000)


def run(folder: Path, sizes: tuple[int, ...] = ()) -> dict[str, Any]:
    """Measures all models at all sizes, and prints exponents by folder.

    Args:
        folder: Where databases and logs go; 4 GB for 5 million events.
        sizes: Numbers of events; a tenth as many users. Without them the variable
            HOBBY_BENCH_SIZES, in millions with blanks between, or 1, 2.5 and 5 million.

    Returns:
        ``models``, as `bench.models` has them by size, and ``groups``, see `groups`.
    """
    given = tuple(int(float(m) * 1e6) for m in os.environ.get("HOBBY_BENCH_SIZES", "").split())
    models = {str(size): measure(size, folder / str(size)) for size in sizes or given or SIZES}
    found = groups(models)
    print(table(found, sorted(int(size) for size in models)))
    return {"models": models, "groups": found}


def groups(models: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Costs by folder of models, and of ``all``.

    Returns:
        Processor seconds of all its models and peak memory in GB of the largest, by size, rising,
        and the exponents of both.
    """
    folders = {path.stem: path.parent.name for path in (ROOT / "models").rglob("*.sql")}
    sizes = sorted(models, key=int)
    parts: dict[str, list[str]] = defaultdict(list)
    for name in models[sizes[0]]:
        parts[folders[name]].append(name)
        parts["all"].append(name)
    found = {}
    for part, names in parts.items():
        seconds = [sum(models[size][name]["cpu_seconds"] for name in names) for size in sizes]
        memory = [max(models[size][name]["memory_gb"] for name in names) for size in sizes]
        found[part] = {
            "cpu_seconds": [round(value, 2) for value in seconds],
            "memory_gb": memory,
            "time_exponent": _slope(sizes, seconds),
            "memory_exponent": _slope(sizes, memory),
        }
    return found


def table(found: dict[str, Any], sizes: list[int]) -> str:
    """Groups as a table, the dearest at the largest size first."""
    heads = " | ".join(f"{size / 1e6:g} M" for size in sizes)
    lines = [
        f"| folder | processor seconds, {heads} | exponent | memory, {heads} | exponent |",
        "|" + "---|" * (3 + 2 * len(sizes)),
    ]
    for part in sorted(found, key=lambda part: -found[part]["cpu_seconds"][-1]):
        group = found[part]
        seconds = " | ".join(f"{value:.1f}" for value in group["cpu_seconds"])
        memory = " | ".join(f"{value:.2f} GB" for value in group["memory_gb"])
        lines.append(
            f"| {part} | {seconds} | {group['time_exponent']} | {memory} "
            f"| {group['memory_exponent']} |"
        )
    return "\n".join(lines) + "\n"


def _slope(sizes: list[str], values: list[float]) -> float:
    points = np.log([int(size) for size in sizes]), np.log(np.maximum(values, 1e-3))
    return round(float(np.polyfit(*points, 1)[0]), 2)
