"""The user side at scale: events to scores, profiles and audiences, beside Polars by hand.

Each size is built by dbt as a shop's is, from the staging tables and the three wall tables on,
with a memory limit of 5 GB and spilling to disk. The hand-written Polars computes the columns of
hobby__user_topic_scores; its time is compared with the dbt models that lead to that table.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import duckdb

from bench.harness import exponent, run_measured
from bench.shop import write_shop

ROOT = Path(__file__).parents[1]
SIZES = (2_000_000, 20_000_000)
#: Polars holds about 1.5 KB of memory an event; more than this at once would not fit in 6 GB.
EVENTS_PER_PART = 2_500_000
#: Models that hobby__user_topic_scores is made of; what the hand-written Polars computes too.
SCORE_MODELS = (
    "int_hobby__product_topics_rolled_up",
    "int_hobby__user_totals",
    "int_hobby__shop_totals",
    "int_hobby__user_topics",
    "int_hobby__topic_totals",
    "int_hobby__user_breadth",
    "int_hobby__season",
    "int_hobby__sampled_users",
    "int_hobby__sampled_user_topics",
    "int_hobby__topic_relations",
    "int_hobby__related_strengths",
    "int_hobby__shop_level",
    "int_hobby__user_topic_standings",
    "int_hobby__user_topic_scores",
    "hobby__user_topic_scores",
)
SELECT = (
    "hobby__score_weights hobby__probability_lookup hobby__identity_weights"
    " hobby__excluded_products path:models/engagement path:models/marts/profiles"
    " path:models/marts/marketing"
).split()
#: What the shop of this measurement has no tables for.
EXCLUDE = (
    "int_hobby__rejected_rows int_hobby__persona_baskets path:models/journeys+"
    " path:models/campaigns+"
).split()
#: Equal by definition on both sides; the probabilities differ by the sample of users.
COMPARED = (
    "event_count product_count active_day_count active_month_count spend_amount recency_days"
    " tenure_days decayed_day_count spend_share trend_score recency_score frequency_score"
    " monetary_score"
).split()


def build(database: Path, folder: Path) -> dict[str, Any]:
    """Builds the user side on a written shop.

    Args:
        database: The shop's DuckDB file.
        folder: Gets logs, and ``dbt``: what dbt writes.

    Returns:
        The cost of dbt, and seconds by model (``model_seconds``).
    """
    target = folder / "dbt"
    cost = run_measured(
        [
            str(Path(sys.executable).parent / "dbt"), "build", "--project-dir", str(ROOT),
            "--profiles-dir", str(ROOT / "bench" / "dbt_profile"), "--quiet",
            "--exclude-resource-type", "test", "unit_test",
            "--select", *SELECT, "--exclude", *EXCLUDE,
        ],
        log=folder / "dbt.log",
        environment={
            "HOBBY_DUCKDB_PATH": str(database),
            "DBT_TARGET_PATH": str(target),
            "DBT_LOG_PATH": str(folder / "logs"),
        },
    )  # fmt: skip
    results = json.loads((target / "run_results.json").read_text())["results"]
    models = {
        result["unique_id"].split(".")[-1]: round(result["execution_time"], 1) for result in results
    }
    return {**cost.__dict__, "model_seconds": models}


def _polars(database: Path, folder: Path, events: int) -> dict[str, Any]:
    with duckdb.connect(str(database), read_only=True) as connection:
        for table in ("staging.stg_hobby__events", "marts.hobby__product_topics"):
            name = table.split("hobby__")[1]
            connection.execute(f"copy {table} to '{folder / name}.parquet' (format parquet)")
    scores = folder / "scores"
    cost = run_measured(
        [sys.executable, "-m", "bench.polars_scores", str(folder), str(scores)],
        log=folder / "polars.log",
        environment={
            "POLARS_MAX_THREADS": "2",
            "POLARS_PARTS": str(max(1, events // EVENTS_PER_PART)),
            "PYTHONPATH": str(ROOT),
        },
    )
    differences = ", ".join(
        f"max(abs(cast(ours.{name} as double) - cast(theirs.{name} as double)))"
        for name in COMPARED
    )
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set memory_limit = '4GB'")
        row = connection.execute(
            f"select count(*), {differences} from marts.hobby__user_topic_scores as ours"
            f" inner join '{scores}/*.parquet' as theirs using (user_id, topic_id)"
        ).fetchall()[0]
    return {**cost.__dict__, "rows": row[0], "largest_difference": max(row[1:])}


def measure(events: int, folder: Path) -> dict[str, Any]:
    """Builds one size and measures it.

    Args:
        events: Number of events; a tenth as many users.
        folder: Where the database and logs go; several GB for 20 million events.

    Returns:
        Counts, cost of dbt with seconds a model, cost of Polars (its error if it ran out of
        memory), and the ratio of the two for the same columns.
    """
    shutil.rmtree(folder, ignore_errors=True)
    database = folder / "shop.duckdb"
    figures: dict[str, Any] = dict(write_shop(database, events=events))
    figures["dbt"] = build(database, folder)
    with duckdb.connect(str(database), read_only=True) as connection:
        for table in ("user_topic_scores", "user_profiles", "topic_audiences"):
            count = connection.execute(f"select count(*) from marts.hobby__{table}").fetchall()
            figures[f"{table}_rows"] = count[0][0]
    models = figures["dbt"]["model_seconds"]
    figures["dbt_scores_seconds"] = round(sum(models.get(name, 0.0) for name in SCORE_MODELS), 1)
    try:
        figures["polars"] = _polars(database, folder, events)
        figures["dbt_to_polars"] = round(
            figures["dbt_scores_seconds"] / figures["polars"]["wall_seconds"], 2
        )
    except RuntimeError as error:
        figures["polars"] = {"error": str(error)}
    return figures


def run(folder: Path, sizes: tuple[int, ...] = SIZES) -> dict[str, Any]:
    """Measures all sizes and how the cost grows from the smallest to the largest."""
    measured = {str(size): measure(size, folder / str(size)) for size in sizes}
    small, large = measured[str(sizes[0])], measured[str(sizes[-1])]
    growth = sizes[-1] / sizes[0]
    return {
        "sizes": measured,
        "wall_exponent": exponent(
            small["dbt"]["wall_seconds"], large["dbt"]["wall_seconds"], growth
        ),
        "cpu_exponent": exponent(small["dbt"]["cpu_seconds"], large["dbt"]["cpu_seconds"], growth),
    }
