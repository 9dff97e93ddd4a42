"""Spark in this process, and what is done there with a handover."""

from __future__ import annotations

import os
from pathlib import Path

from pyspark.sql import SparkSession
from user_side import Handover


def start(work: Path, **settings: str) -> SparkSession:
    """Starts Spark with a catalogue of its own; a setting's dots are written as two underscores."""
    os.chdir(work)
    given = {
        "spark.sql.warehouse.dir": str(work / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.driver.memory": "3g",
        "spark.sql.session.timeZone": "UTC",
        "spark.driver.extraJavaOptions": f"-Dderby.system.home={work}",
    } | {name.replace("__", "."): value for name, value in settings.items()}
    builder = SparkSession.builder.master("local[2]")
    for name, value in given.items():
        builder = builder.config(name, value)
    spark = builder.enableHiveSupport().getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def register(spark: SparkSession, handover: Handover) -> None:
    """Makes the schemas, and the tables over what was handed over."""
    for statement in handover.statements("register.sql"):
        spark.sql(statement)


def publish(spark: SparkSession, handover: Handover) -> None:
    """Writes the marts as Parquet into the handover's ``results/``."""
    for statement in handover.statements("publish.sql"):
        spark.sql(statement)
