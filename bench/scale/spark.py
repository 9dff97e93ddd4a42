"""The user side on DuckDB and on Spark, side by side, on a shop with skew.

Both have two cores of the same machine and build the same models from the same tables, which the
code of ``hobby-profiles handover`` writes. Spark runs in local mode, in the environment that
``make test-spark`` makes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.harness import run_measured
from bench.profiles import EXCLUDE, ROOT, SELECT, build
from bench.scale.event_log import Work, work_by_model
from bench.scale.skew import add_skew
from bench.shop import write_shop
from hobby_profiles.app.handover.user_side import user_side
from hobby_profiles.app.handover.write import write_handover
from hobby_profiles.core.tables import open_warehouse

EVENTS = 2_000_000
SHOWN = 12
LARGEST_BROADCAST = 1_000_000
"""Rows of a table that may be sent whole to every worker, as topics and wall tables may."""

_PYTHON = ROOT / ".venv-spark" / "bin" / "python"


def run(folder: Path, events: int = 0) -> dict[str, Any]:
    """Builds on both, compares the marts, and prints the models that took Spark longest.

    Args:
        folder: Where the database, Parquet and logs go; what lies there is removed.
        events: Number of events, half of them of one user; a tenth as many users. 0 takes the
            variable HOBBY_BENCH_EVENTS, or 2 million.

    Returns:
        Sizes, costs of both, work by model, and rows that differ by mart.

    Raises:
        SystemExit: Spark is not installed, a mart differs, rows of a model went to the driver, or
            a big table was broadcast.
    """
    if not _PYTHON.exists():
        sys.exit(f"There is no {_PYTHON}: run `make test-spark` once, which installs Spark there.")
    events = events or int(os.environ.get("HOBBY_BENCH_EVENTS", EVENTS))
    shutil.rmtree(folder, ignore_errors=True)
    database, work = folder / "shop.duckdb", folder / "spark"
    sizes = {**write_shop(database, events=events), **add_skew(database)}
    duck = build(database, folder)
    _hand_over(database, folder)
    cost = run_measured(
        [str(_PYTHON), str(ROOT / "scripts/engines/time_spark.py")]
        + [str(path) for path in (folder / "handover", work, database)],
        log=folder / "spark.log",
        environment={"PYTHONPATH": ""},
    )
    [log] = (work / "events").iterdir()
    windows = _windows(work / "dbt")
    figures = {
        "sizes": sizes,
        "duckdb": duck,
        "spark": cost.__dict__,
        "spark_seconds": {model: round(end - start, 1) for model, (start, end) in windows.items()},
        "work": {name: done.__dict__ for name, done in work_by_model(log, windows).items()},
        "differing": json.loads((work / "differing.json").read_text()),
    }
    print(table(figures))
    problems = faults(figures)
    if problems:
        sys.exit("\n".join(problems))
    return figures


def faults(figures: dict[str, Any]) -> list[str]:
    """Sentences on what is not as it should be in the figures of `run`."""
    found = [
        f"{mart}: {rows} rows differ between DuckDB and Spark."
        for mart, rows in figures["differing"].items()
        if rows
    ]
    for model, work in figures["work"].items():
        if work["collected"]:
            found.append(f"{model}: {work['collected']} queries sent their rows to the driver.")
        largest = max(work["broadcasts"], default=0)
        if largest > LARGEST_BROADCAST:
            found.append(
                f"{model} sends a table of {largest:,} rows whole to every worker "
                f"({', '.join(sorted(set(work['broadcast_joins'])))})."
            )
    return found


def table(figures: dict[str, Any]) -> str:
    """The models that took Spark longest, as a table, with what all took together."""
    duck, spark = figures["duckdb"]["model_seconds"], figures["spark_seconds"]
    lines = [
        "| model | DuckDB | Spark | tasks' processor time | shuffled | fullest task, of the mean "
        "| largest broadcast |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in sorted(spark, key=lambda name: -spark[name])[:SHOWN]:
        lines.append(_row(name, duck.get(name, 0.0), spark[name], Work(**figures["work"][name])))
    whole = Work(
        cpu_seconds=sum(work["cpu_seconds"] for work in figures["work"].values()),
        shuffle_bytes=sum(work["shuffle_bytes"] for work in figures["work"].values()),
        skew=max(work["skew"] for work in figures["work"].values()),
        broadcasts=[size for work in figures["work"].values() for size in work["broadcasts"]],
    )
    lines.append(_row(f"all {len(spark)}", sum(duck.values()), sum(spark.values()), whole))
    return "\n".join(lines) + "\n"


def _row(name: str, duck: float, spark: float, work: Work) -> str:
    largest = max(work.broadcasts, default=0)
    return (
        f"| {name} | {duck:.1f} s | {spark:.1f} s | {work.cpu_seconds:.1f} s "
        f"| {work.shuffle_bytes / 1e6:,.0f} MB | {work.skew:.1f} | {largest:,} rows |"
    )


def _hand_over(database: Path, folder: Path) -> None:
    """Hands over what the models of this measurement read; the shop has no settings of its own."""
    nodes = json.loads((folder / "dbt" / "manifest.json").read_text())["nodes"]
    listed = subprocess.run(
        [
            str(Path(sys.executable).parent / "dbt"), "ls", "--quiet", "--project-dir", str(ROOT),
            "--profiles-dir", str(ROOT / "bench" / "dbt_profile"), "--resource-type", "model",
            "--output", "json", "--output-keys", "unique_id",
            "--select", *SELECT, "--exclude", *EXCLUDE,
        ],
        env={
            **os.environ,
            "HOBBY_DUCKDB_PATH": str(database),
            "DBT_TARGET_PATH": str(folder / "listed"),
            "DBT_LOG_PATH": str(folder / "logs"),
        },
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    built = [json.loads(line)["unique_id"] for line in listed.splitlines() if line.startswith("{")]
    with open_warehouse(database) as warehouse:
        side = user_side(nodes, built)
        write_handover(warehouse, side, folder / "handover", shop="Bench", settings={})


def _windows(target: Path) -> dict[str, tuple[float, float]]:
    """Seconds since 1970 when each model began and ended."""
    results = json.loads((target / "run_results.json").read_text())["results"]
    found = {}
    for result in results:
        kind, *_, name = result["unique_id"].split(".")
        times = [
            datetime.fromisoformat(step[moment]).timestamp()
            for step in result["timing"]
            for moment in ("started_at", "completed_at")
        ]
        if kind == "model":
            found[name] = (min(times), max(times))
    return found
