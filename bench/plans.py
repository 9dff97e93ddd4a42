"""Joins that pair all rows of one side with all of the other, in the plans of the SQL models.

Without an equal key a join costs the product of its sides. That is cheap where one side is a
single row (the as-of date, a total of the shop), and has to be wanted where it is not: then the
model is in plans.yml, with a reason. A condition on one side only, in the ON of a left join, is
never wanted: DuckDB then compares all pairs, equal keys or not.
"""

from __future__ import annotations

import html
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import yaml

from bench.harness import run_measured

ROOT = Path(__file__).parents[1]
REASONS = Path(__file__).with_name("plans.yml")
_PAIRWISE = {"BLOCKWISE_NL_JOIN", "CROSS_PRODUCT", "NESTED_LOOP_JOIN"}
_ONE_ROW = {"DUMMY_SCAN", "UNGROUPED_AGGREGATE"}


def run(folder: Path) -> dict[str, Any]:
    """Explains every SQL model on the last build (HOBBY_DUCKDB_PATH, or the demo's file).

    Args:
        folder: Where dbt writes what it compiles.

    Returns:
        Number of models explained, and by model the joins that pair more than one row with more
        than one.

    Raises:
        SystemExit: A model does so without a reason in plans.yml, or a reason is out of date.
    """
    database = Path(os.environ.get("HOBBY_DUCKDB_PATH", ROOT / "hobby_profiles.duckdb")).resolve()
    if not database.is_file():
        sys.exit(f"There is no {database}: plans are read of a build. Run dbt build first.")
    run_measured(
        [
            *(str(Path(sys.executable).with_name("dbt")), "compile", "--quiet"),
            *("--project-dir", str(ROOT), "--profiles-dir", str(ROOT)),
            *("--select", "path:models", "--indirect-selection", "empty"),
        ],
        log=folder / "dbt.log",
        environment={
            "HOBBY_DUCKDB_PATH": str(database),
            "DBT_TARGET_PATH": str(folder / "dbt"),
            "DBT_LOG_PATH": str(folder / "logs"),
        },
    )
    queries = compiled_models(folder / "dbt")
    found = pairwise_joins(database, queries)
    problems = unexplained(found)
    if problems:
        sys.exit("\n".join(problems))
    return {"models": len(queries), "pairwise_joins": found}


def compiled_models(target: Path) -> dict[str, str]:
    """Read the queries that dbt compiled, by the name of the model.

    Args:
        target: The folder that dbt writes to.
    """
    models = target / "compiled" / "hobby_profiles" / "models"
    return {
        path.stem: path.read_text()
        for path in sorted(models.rglob("*.sql"))
        if not any(part.endswith(".yml") for part in path.parts)
    }


def pairwise_joins(database: Path, queries: Mapping[str, str]) -> dict[str, list[str]]:
    """Explain queries, and find the joins that pair more than one row with more than one.

    Args:
        database: A built database, whose sizes the planner knows.
        queries: Queries by the name of their model.

    Returns:
        What such joins look like, by model; models without one are left out.
    """
    found = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.create_function(
            "hobby_html_decoded", html.unescape, ["VARCHAR"], "VARCHAR", side_effects=True
        )
        for model, query in queries.items():
            [(_, plan)] = connection.execute(f"explain (format json) {query}").fetchall()
            joins = [join for node in json.loads(plan) for join in _joins(node)]
            if joins:
                found[model] = joins
    return found


def unexplained(found: Mapping[str, list[str]]) -> list[str]:
    """Compare such joins with the list of reasons.

    Returns:
        A sentence for each model that has none, and for each reason that nothing needs.
    """
    reasons: dict[str, str] = yaml.safe_load(REASONS.read_text())
    missing = [
        f"{model} pairs all rows: {'; '.join(joins)}. Join on equal keys, or say in "
        f"bench/{REASONS.name} why it must and what bounds it."
        for model, joins in found.items()
        if model not in reasons
    ]
    return missing + [
        f"bench/{REASONS.name} excuses {model}, which pairs no rows any more: take the line out."
        for model in reasons
        if model not in found
    ]


def _joins(node: dict[str, Any]) -> Iterator[str]:
    sides = node["children"]
    if node["name"].strip() in _PAIRWISE and not any(map(_is_one_row, sides)):
        info = node["extra_info"]
        condition = info.get("Conditions") or info.get("Condition") or "no condition"
        rows = " x ".join(side["extra_info"].get("Estimated Cardinality", "?") for side in sides)
        yield f"{node['name'].strip()}, {rows} rows, {str(condition)[:100]}"
    for side in sides:
        yield from _joins(side)


def _is_one_row(node: dict[str, Any]) -> bool:
    if node["name"].strip() in _ONE_ROW:
        return True
    rows = node["extra_info"].get("Estimated Cardinality")
    if rows is not None:
        return int(rows) <= 1
    return node["name"].strip() == "CROSS_PRODUCT" and all(map(_is_one_row, node["children"]))
