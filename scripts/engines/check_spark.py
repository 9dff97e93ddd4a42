"""Runs the user side on Spark and compares its marts with those that DuckDB built.

``make test-spark`` runs it after ``make build``, with Spark in local mode. Needs Java 17.
"""

from __future__ import annotations

import sys

from local_spark import publish, register, start
from user_side import ROOT, build, compare, fresh_folder, hand_over, last_build


def main() -> None:
    """Builds, compares and exits with 1 if a model, a data test or a row differs."""
    database, work = last_build(), fresh_folder("spark")
    handover = hand_over(database, work)
    spark = start(work)
    register(spark, handover)
    build("spark_session", ROOT, work, handover)
    publish(spark, handover)
    results = handover.folder / "results"
    found = compare(database, work, handover, lambda mart, _: f"'{results}/{mart}/*.parquet'")
    sys.exit(1 if any(found.values()) else 0)


if __name__ == "__main__":
    main()
