"""Runs the user side on Spark and compares its marts with those that DuckDB built.

``make test-spark`` runs it after ``make build``, with Spark in local mode. Needs Java 17.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
from pyspark.sql import SparkSession
from user_side import Table, UserSide, build, compare, fresh_folder, last_build, user_side


def hand_over(database: Path, work: Path, tables: list[Table]) -> None:
    """Writes the inputs of the user side as Parquet; times become instants, as in Spark."""
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        for table in tables:
            name = f"{table.schema}.{table.name}"
            columns = connection.execute(f"describe {name}").fetchall()
            select = ", ".join(
                f"cast({column} as timestamptz) as {column}" if kind == "TIMESTAMP" else column
                for column, kind, *_ in columns
            )
            connection.execute(
                f"copy (select {select} from {name}) to '{work}/{name}.parquet' (format parquet)"
            )


def start(work: Path) -> SparkSession:
    """Starts Spark with a catalogue of its own."""
    os.chdir(work)
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.sql.warehouse.dir", str(work / "warehouse"))
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.memory", "3g")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.driver.extraJavaOptions", f"-Dderby.system.home={work}")
        .enableHiveSupport()
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def load(spark: SparkSession, work: Path, side: UserSide) -> None:
    """Makes the schemas and loads what was handed over."""
    for schema in {*side.schemas, *(table.schema for table in side.handed_over), "reference"}:
        spark.sql(f"create database if not exists {schema}")
    for table in side.handed_over:
        name = f"{table.schema}.{table.name}"
        spark.read.parquet(str(work / f"{name}.parquet")).write.saveAsTable(name)


def main() -> None:
    """Builds, compares and exits with 1 if a model, a data test or a row differs."""
    database, work = last_build(), fresh_folder("spark")
    spark = start(work)
    side = user_side("spark", work, database)
    hand_over(database, work, side.handed_over)
    load(spark, work, side)
    build("spark", work, side)

    def read(table: Table, columns: dict[str, str]) -> str:
        path = work / "compared" / table.name
        spark.table(f"{table.schema}.{table.name}").coalesce(1).write.parquet(str(path))
        return f"'{path}/*.parquet'"

    compare(database, side, read)


if __name__ == "__main__":
    main()
