"""Runs the user side on Spark and compares its marts with those that DuckDB built.

``make test-spark`` runs it after ``make build``. Staging and the wall's tables are handed over
as Parquet files, which is how a shop would move the right side of the wall to another engine; then
``dbt build`` runs the very same SQL models and data tests on Spark, in local mode. Needs Java 17.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import duckdb
from dbt.cli.main import dbtRunner
from pyspark.sql import SparkSession

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target" / "spark"
HANDED_OVER = {
    "staging": (
        "stg_hobby__events stg_hobby__products stg_hobby__as_of stg_hobby__collections"
        " stg_hobby__campaigns stg_hobby__campaign_rules stg_hobby__contacts stg_hobby__personas"
    ).split(),
    "labels": ["int_hobby__product_sensitivity"],
    "marts": (
        "hobby__topics hobby__topic_ancestors hobby__product_topics"
        " hobby__product_keywords hobby__keyword_neighbours hobby__product_attributes"
    ).split(),
    "personas": ["int_hobby__user_personas"],
    "taxonomy": ["int_hobby__topic_neighbours", "int_hobby__topic_suggestions"],
    "keywords": ["int_hobby__product_places"],
}
SELECT = (
    "hobby__score_weights hobby__probability_lookup hobby__identity_weights"
    " hobby__journey_weights path:models/engagement path:models/journeys path:models/campaigns"
    " path:models/marts/profiles path:models/marts/marketing"
    " int_hobby__profile_failures hobby__profile_health hobby__journey_health"
).split()
#: Marts that are compared, and the columns that a row of each is known by.
COMPARED = {
    "hobby__user_topic_scores": "user_id, topic_id",
    "hobby__user_profiles": "user_id, profile_rank",
    "hobby__topic_summary": "topic_id",
    "hobby__topic_audiences": "topic_id, user_id",
    "hobby__topic_prospects": "topic_id, user_id",
    "hobby__collections": "collection_id",
    "hobby__collection_products": "collection_id, product_id",
    "hobby__collection_audiences": "collection_id, user_id",
    "hobby__user_collections": "user_id, collection_id",
    "hobby__campaign_audiences": "campaign_id, user_id",
    "hobby__campaign_sizes": "campaign_id, size_of, item, affinity_from",
    "hobby__profile_health": "failure",
    "hobby__user_journeys": "journey_id",
    "hobby__journey_events": "event_id, journey_id",
    "hobby__journey_expansions": "journey_keyword, expansion_rank",
    "hobby__journey_health": "failure",
}
#: Engines add in different orders; figures are stored with six decimals.
TOLERANCE = 2e-6


def hand_over(database: Path) -> None:
    """Writes the inputs of the user side as Parquet; times become instants, as in Spark."""
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        for schema, tables in HANDED_OVER.items():
            for table in tables:
                columns = connection.execute(f"describe {schema}.{table}").fetchall()
                select = ", ".join(
                    f"cast({name} as timestamptz) as {name}" if kind == "TIMESTAMP" else name
                    for name, kind, *_ in columns
                )
                connection.execute(
                    f"copy (select {select} from {schema}.{table})"
                    f" to '{WORK}/{schema}.{table}.parquet' (format parquet)"
                )


def start_spark() -> SparkSession:
    """Starts Spark with a catalogue of its own and loads what was handed over."""
    os.chdir(WORK)
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.sql.warehouse.dir", str(WORK / "warehouse"))
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.memory", "3g")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.driver.extraJavaOptions", f"-Dderby.system.home={WORK}")
        .enableHiveSupport()
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    for schema in ("staging", "labels", "reference", "engagement", "journeys", "health", "marts"):
        spark.sql(f"create database if not exists {schema}")
    for schema, tables in HANDED_OVER.items():
        for table in tables:
            frame = spark.read.parquet(str(WORK / f"{schema}.{table}.parquet"))
            frame.write.saveAsTable(f"{schema}.{table}")
    return spark


def differences(database: Path, spark: SparkSession) -> dict[str, int]:
    """Rows of each mart that only one engine has, or whose figures differ beyond rounding."""
    found = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        for table, keys in COMPARED.items():
            path = WORK / "marts" / table
            spark.table(f"marts.{table}").coalesce(1).write.parquet(str(path))
            columns = connection.execute(f"describe marts.{table}").fetchall()
            unlike = " or ".join(
                f"coalesce(abs(ours.{name} - theirs.{name}) > {TOLERANCE}, "
                f"ours.{name} is distinct from theirs.{name})"
                if kind == "DOUBLE"
                else f"cast(ours.{name} as timestamp) is distinct from "
                f"cast(theirs.{name} as timestamp)"
                if kind.startswith("TIMESTAMP")
                else f"ours.{name} is distinct from theirs.{name}"
                for name, kind, *_ in columns
            )
            found[table] = connection.execute(
                f"select count(*) from marts.{table} as ours "
                f"full join '{path}/*.parquet' as theirs using ({keys}) where {unlike}"
            ).fetchall()[0][0]
    return found


def main() -> None:
    """Builds, compares and exits with 1 if a model, a data test or a row differs."""
    database = Path(os.environ.get("HOBBY_DUCKDB_PATH", ROOT / "hobby_profiles.duckdb")).resolve()
    if not database.exists():
        sys.exit(f"There is no {database}. Run `make build` first: Spark starts from its tables.")
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    hand_over(database)
    spark = start_spark()
    result = dbtRunner().invoke(
        ["build", "--project-dir", str(ROOT), "--profiles-dir", str(ROOT / "scripts" / "spark"),
         "--target-path", str(WORK / "dbt"), "--log-path", str(WORK / "logs"),
         "--exclude-resource-type", "unit_test", "--select", *SELECT,
         "--exclude", "int_hobby__rejected_rows"]
    )  # fmt: skip
    if not result.success:
        sys.exit("dbt build failed on Spark; see above.")
    found = differences(database, spark)
    for table, count in found.items():
        print(f"{table}: {count} rows differ")
    sys.exit(1 if any(found.values()) else 0)


if __name__ == "__main__":
    main()
