"""What Spark did for each model, read off its event log."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

_SQL = "org.apache.spark.sql.execution.ui.SparkListener"
_READS_NOTHING = {"CommandResult", "LocalTableScan", "Execute"}
#: Fewer rows in a task say nothing about skew.
_FEW_ROWS = 10_000


@dataclass
class Work:
    """What the statements of a model did.

    Attributes:
        cpu_seconds: Processor time of all tasks; planning is none of it.
        shuffle_bytes: Written for other tasks.
        spilled_bytes: Written to disk for want of memory.
        skew: Rows that the fullest task of a stage read from shuffles, divided by those of a task
            on average; of the stage whose fullest task read most.
        fullest_rows: Rows of that task.
        broadcasts: Rows of each table that was sent whole to every worker. (Spark's bytes are those
            of pages it reserves, 64 MiB for a single row.)
        broadcast_joins: Joins by such tables, by Spark's name of them.
        collected: Queries whose rows went to the driver.
    """

    cpu_seconds: float = 0.0
    shuffle_bytes: int = 0
    spilled_bytes: int = 0
    skew: float = 1.0
    fullest_rows: int = 0
    broadcasts: list[int] = field(default_factory=list)
    broadcast_joins: list[str] = field(default_factory=list)
    collected: int = 0


@dataclass
class _Execution:
    time: int
    description: str
    plan: dict[str, Any]
    values: dict[int, int] = field(default_factory=dict)
    stages: set[int] = field(default_factory=set)


def work_by_model(log: Path, windows: Mapping[str, tuple[float, float]]) -> dict[str, Work]:
    """Read what Spark did in the time of each model.

    Args:
        log: The event log, a file of JSON lines.
        windows: Seconds since 1970 when each model began and ended; models ran one by one.

    Returns:
        The work by model.
    """
    executions, tasks = _read(log)
    found = {}
    for model, (start, end) in windows.items():
        work = found[model] = Work()
        for execution in executions.values():
            if start <= execution.time / 1000 <= end:
                _add(work, execution, tasks)
    return found


def _read(log: Path) -> tuple[dict[int, _Execution], dict[int, list[dict[str, int]]]]:
    executions: dict[int, _Execution] = {}
    tasks: dict[int, list[dict[str, int]]] = defaultdict(list)
    # A log that Spark still writes may end within a line.
    with log.open() as lines:
        for event in (json.loads(line) for line in lines if line.endswith("}\n")):
            kind = event["Event"].removeprefix(_SQL)
            if kind == "SQLExecutionStart":
                executions[event["executionId"]] = _Execution(
                    event["time"], event["description"], event["sparkPlanInfo"]
                )
            elif kind == "SQLAdaptiveExecutionUpdate":
                executions[event["executionId"]].plan = event["sparkPlanInfo"]
            elif kind == "DriverAccumUpdates":
                executions[event["executionId"]].values.update(event["accumUpdates"])
            elif kind == "SparkListenerJobStart":
                number = event["Properties"].get("spark.sql.execution.id")
                if number is not None and int(number) in executions:
                    executions[int(number)].stages.update(event["Stage IDs"])
            elif kind == "SparkListenerTaskEnd" and event.get("Task Metrics"):
                tasks[event["Stage ID"]].append(_task(event["Task Metrics"]))
    return executions, tasks


def _task(metrics: Mapping[str, Any]) -> dict[str, int]:
    return {
        "nanoseconds": metrics["Executor CPU Time"],
        "written": metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"],
        "rows": metrics["Shuffle Read Metrics"]["Total Records Read"],
        "spilled": metrics["Disk Bytes Spilled"],
    }


def _add(work: Work, execution: _Execution, tasks: Mapping[int, list[dict[str, int]]]) -> None:
    for stage in execution.stages:
        done = tasks.get(stage, [])
        work.cpu_seconds += sum(task["nanoseconds"] for task in done) / 1e9
        work.shuffle_bytes += sum(task["written"] for task in done)
        work.spilled_bytes += sum(task["spilled"] for task in done)
        rows = [task["rows"] for task in done]
        if rows and max(rows) > max(work.fullest_rows, _FEW_ROWS):
            work.fullest_rows, work.skew = max(rows), round(max(rows) / fmean(rows), 2)
    nodes = list(_nodes(execution.plan))
    for node in nodes:
        name = node["nodeName"]
        if name == "BroadcastExchange":
            work.broadcasts += [
                execution.values.get(metric["accumulatorId"], 0)
                for metric in node["metrics"]
                if metric["name"] == "number of output rows"
            ]
        elif name.startswith("Broadcast") and name.endswith("Join"):
            work.broadcast_joins.append(name)
    reads = any(not node["nodeName"].startswith(tuple(_READS_NOTHING)) for node in nodes)
    work.collected += execution.description.startswith("collect") and reads


def _nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan["children"]:
        yield from _nodes(child)
