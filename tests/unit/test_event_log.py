from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.scale.event_log import Work, work_by_model
from bench.scale.spark import LARGEST_BROADCAST, faults

SQL = "org.apache.spark.sql.execution.ui.SparkListener"


def plan(name: str, *children: dict[str, Any], number: int = 0) -> dict[str, Any]:
    metrics = [{"name": "number of output rows", "accumulatorId": number}] if number else []
    return {"nodeName": name, "children": list(children), "metrics": metrics}


def task(stage: int, rows: int) -> dict[str, Any]:
    return {
        "Event": "SparkListenerTaskEnd",
        "Stage ID": stage,
        "Task Metrics": {
            "Executor CPU Time": 500_000_000,
            "Disk Bytes Spilled": 0,
            "Shuffle Write Metrics": {"Shuffle Bytes Written": 100},
            "Shuffle Read Metrics": {"Total Records Read": rows},
        },
    }


def log_of(tmp_path: Path, description: str, size: int) -> Path:
    joined = plan("BroadcastHashJoin", plan("BroadcastExchange", number=7), plan("Scan parquet"))
    start = {"executionId": 1, "description": description, "time": 5_000}
    events = [
        {"Event": f"{SQL}SQLExecutionStart", **start, "sparkPlanInfo": plan("Scan parquet")},
        {
            "Event": "SparkListenerJobStart",
            "Stage IDs": [3],
            "Properties": {"spark.sql.execution.id": "1"},
        },
        *(task(3, rows) for rows in (300_000, 50_000, 50_000)),
        {
            "Event": f"{SQL}SQLAdaptiveExecutionUpdate",
            "executionId": 1,
            "sparkPlanInfo": plan("AdaptiveSparkPlan", joined),
        },
        {"Event": f"{SQL}DriverAccumUpdates", "executionId": 1, "accumUpdates": [[7, size]]},
    ]
    path = tmp_path / "events"
    path.write_text("".join(json.dumps(event) + "\n" for event in events) + '{"Event": "torn')
    return path


def test_the_work_of_a_model_is_that_of_its_time(tmp_path: Path) -> None:
    found = work_by_model(log_of(tmp_path, "sql at x", 9), {"a": (4.0, 6.0), "b": (6.0, 7.0)})
    assert found["b"] == Work()
    assert found["a"] == Work(
        cpu_seconds=1.5,
        shuffle_bytes=300,
        skew=2.25,
        fullest_rows=300_000,
        broadcasts=[9],
        broadcast_joins=["BroadcastHashJoin"],
    )


def test_a_big_broadcast_rows_on_the_driver_and_unlike_marts_are_faults(tmp_path: Path) -> None:
    log = log_of(tmp_path, "collect at x", LARGEST_BROADCAST + 1)
    work = work_by_model(log, {"scores": (4.0, 6.0)})["scores"]
    said = faults({"differing": {"users": 3, "topics": 0}, "work": {"scores": work.__dict__}})
    assert said == [
        "users: 3 rows differ between DuckDB and Spark.",
        "scores: 1 queries sent their rows to the driver.",
        "scores sends a table of 1,000,001 rows whole to every worker (BroadcastHashJoin).",
    ]
