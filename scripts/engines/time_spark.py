"""Builds what was handed over on Spark in local mode, with an event log; `python -m bench spark`.

Arguments: the handover's folder, a folder to work in, the DuckDB file to compare with. Writes
``events`` (Spark's log), ``dbt`` (what dbt writes) and ``differing.json`` into the second.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from local_spark import publish, register, start
from user_side import ROOT, build, compare, read_handover


def main(folder: Path, work: Path, database: Path) -> None:
    """Builds all models, publishes the marts and compares them."""
    (work / "events").mkdir(parents=True)
    handover = read_handover(folder)
    spark = start(
        work,
        spark__eventLog__enabled="true",
        spark__eventLog__rolling__enabled="false",
        spark__eventLog__compress="false",
        spark__eventLog__dir=(work / "events").as_uri(),
        spark__driver__memory=os.environ.get("HOBBY_BENCH_SPARK_MEMORY", "5g"),
        spark__sql__shuffle__partitions="8",
        spark__sql__adaptive__coalescePartitions__enabled="false",
        spark__sql__maxPlanStringLength="1000",
    )
    register(spark, handover)
    build(
        "spark_session", ROOT, work, handover,
        "--exclude-resource-type", "test", "--indirect-selection", "empty",
    )  # fmt: skip
    publish(spark, handover)
    spark.stop()
    results = handover.folder / "results"
    found = compare(database, work, handover, lambda mart, _: f"'{results}/{mart}/*.parquet'")
    (work / "differing.json").write_text(json.dumps(found))


if __name__ == "__main__":
    main(*(Path(argument).resolve() for argument in sys.argv[1:]))
