"""Every model of the user side by itself: seconds, memory and spilling, on shops of two sizes.

dbt builds the shop once, as ``bench.profiles`` does. Then each query that it ran is run again,
alone and on a new connection, into a temporary table, while its cost is measured. A table of the
dearest is printed.
"""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import Any

import duckdb

from bench.plans import compiled_models
from bench.profiles import build
from bench.shop import write_shop

SIZES = (200_000, 2_000_000)
SHOWN = 12
MEMORY = "5GB"
THREADS = 2
_METRICS = {
    "LATENCY": "true",
    "SYSTEM_PEAK_BUFFER_MEMORY": "true",
    "SYSTEM_PEAK_TEMP_DIR_SIZE": "true",
}


def run(folder: Path, sizes: tuple[int, ...] = SIZES) -> dict[str, Any]:
    """Measures all models at all sizes, and prints the dearest.

    Args:
        folder: Where databases and logs go; a GB for 2 million events.
        sizes: Numbers of events; a tenth as many users.

    Returns:
        By number of events and by model: seconds, processor seconds, peak of the buffers and of
        what was spilled in GB, and rows.
    """
    figures = {str(size): measure(size, folder / str(size)) for size in sizes}
    print(table(figures))
    return figures


def measure(events: int, folder: Path) -> dict[str, Any]:
    """Builds a shop and measures each model of it by itself.

    Args:
        events: Number of events.
        folder: Where the database and logs go; what lies there is removed.

    Returns:
        Figures by model, see `run`; views are left out.
    """
    shutil.rmtree(folder, ignore_errors=True)
    database = folder / "shop.duckdb"
    write_shop(database, events=events)
    ran = build(database, folder)["model_seconds"]
    queries = compiled_models(folder / "dbt")
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = {
            name
            for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()
        }
    return {
        name: alone(database, queries[name]) for name in ran if name in tables and name in queries
    }


def alone(database: Path, query: str) -> dict[str, float]:
    """Costs of a query that runs by itself, see `run`."""
    config = {"threads": THREADS, "memory_limit": MEMORY, "preserve_insertion_order": False}
    with duckdb.connect(str(database), read_only=True, config=config) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("pragma enable_profiling = 'no_output'")
        connection.execute(f"set custom_profiling_settings = '{json.dumps(_METRICS)}'")
        # DuckDB's own processor time grows when other work waits for the same cores.
        started = time.process_time()
        connection.execute(f"create temp table measured as {query}")
        used = time.process_time() - started
        found = json.loads(connection.get_profiling_information(format="json"))
        connection.execute("pragma disable_profiling")
        [(rows,)] = connection.execute("select count(*) from measured").fetchall()
    return {
        "seconds": round(found["latency"], 2),
        "cpu_seconds": round(used, 2),
        "memory_gb": round(found["system_peak_buffer_memory"] / 1e9, 2),
        "spilled_gb": round(found["system_peak_temp_dir_size"] / 1e9, 2),
        "rows": rows,
    }


def table(figures: dict[str, Any]) -> str:
    """The dearest models at the largest size as a table, with what all take together."""
    small, large = figures[min(figures, key=int)], figures[max(figures, key=int)]
    sizes = [f"{int(size):,}" for size in sorted(figures, key=int)]
    lines = [
        f"| model | rows | processor seconds, {sizes[0]} events | {sizes[-1]} | memory | spilled |",
        "|---|---|---|---|---|---|",
    ]
    for name in sorted(large, key=lambda name: -large[name]["cpu_seconds"])[:SHOWN]:
        found = large[name]
        lines.append(
            f"| {name} | {found['rows']:,} | {small[name]['cpu_seconds']:.2f} "
            f"| {found['cpu_seconds']:.2f} | {found['memory_gb']:.2f} GB "
            f"| {found['spilled_gb']:.2f} GB |"
        )
    totals = [sum(found["cpu_seconds"] for found in part.values()) for part in (small, large)]
    lines.append(
        f"| all {len(large)} | | {totals[0]:.1f} | {totals[1]:.1f} "
        f"| {max(found['memory_gb'] for found in large.values()):.2f} GB at most | |"
    )
    return "\n".join(lines) + "\n"
