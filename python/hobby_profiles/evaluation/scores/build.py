"""Building the marts as of a date, to measure them on what happened afterwards."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import yaml

from hobby_profiles.core.errors import HobbyProfilesError, InputError

WANTED = ("hobby__user_topic_scores", "hobby__topic_prospects", "hobby__user_profiles")
PERSONAS = ("hobby__user_personas", "hobby__user_profiles")
JOURNEYS = ("hobby__user_journeys", "hobby__product_topics")
PREFERENCES = ("hobby__user_preferences", "hobby__user_shopping_habits")
RECOMMENDATIONS = ("hobby__user_recommendations", "hobby__user_profiles", "hobby__set_aside")
_CONSTANT = re.compile(r"'(\w+)': \[(-?[\d.]+),")
_USER_SIDE = (
    "path:models/staging",
    "path:models/engagement",
    "path:models/taxonomy/suggestions",
    "hobby__event_weights",
    "hobby__personas",
    "hobby__persona_signals",
    "hobby__score_weights",
    "hobby__probability_lookup",
    "hobby__identity_weights",
)
_READ_PERSONAS = ("int_hobby__baskets_read", "int_hobby__basket_personas")
_SIDES: dict[tuple[str, ...], tuple[str, tuple[str, ...]]] = {
    JOURNEYS: ("hobby__keyword_neighbours", ("path:models/journeys", "hobby__journey_weights")),
    PERSONAS: ("hobby__persona_topics", ("path:models/personas", *_READ_PERSONAS)),
    PREFERENCES: ("hobby__product_attributes", ("path:models/preferences",)),
    RECOMMENDATIONS: (
        "hobby__persona_topics",
        (
            "path:models/personas",
            *_READ_PERSONAS,
            "path:models/journeys",
            "path:models/neighbours",
            "hobby__product_neighbours",
            "path:models/recommendations",
            "hobby__journey_weights",
            "hobby__recommendation_weights",
            "hobby__excluded_products",
        ),
    ),
}
"""For marts of further models: the table of the wall they need, and what is built anew."""


def build_scores(
    database: Path,
    data_dir: Path,
    as_of: date | None,
    *,
    variables: dict[str, Any] | None = None,
    wanted: Sequence[str] = WANTED,
) -> None:
    """Run dbt up to the scores, as of a date, for all topics and prospects.

    If the database holds topics already, only the user side is built anew: topics come from the
    catalogue, which the date does not change.

    Args:
        database: DuckDB file to build in; made if missing.
        data_dir: Folder with the inputs. If it brings product_labels, its labels stay as they
            are, each a topic.
        as_of: Last day the scores may know; None for the last day with an event.
        variables: Further dbt variables.
        wanted: Marts that are measured; prospects of all topics are looked for only if they are
            among them.

    Raises:
        InputError: If the folder is missing.
        HobbyProfilesError: If dbt fails; the message ends with dbt's own.
    """
    if not data_dir.is_dir():
        raise InputError(
            f"There is no folder {data_dir}. Name one with products and events, or write one "
            "with: hobby-profiles evaluate prepare"
        )
    values = _values_of(data_dir, as_of)
    if "hobby__topic_prospects" in wanted:
        values["hobby__prospect_scope"] = "all"
    needed, more = _SIDES.get(tuple(wanted), ("hobby__topics", ()))
    user_side = (*_USER_SIDE, *more)
    known = _has_table(database, needed)
    selected = [f"+{name},{part}" for name in wanted for part in user_side if known]
    selected += [name if known else f"+{name}" for name in wanted]
    _run_dbt(database, selected, values | (variables or {}))


def build_again(
    database: Path,
    data_dir: Path,
    as_of: date | None,
    *,
    variables: dict[str, Any],
    selected: Sequence[str],
) -> None:
    """Run a part of dbt again in a database that `build_scores` made, with other variables.

    Args:
        database: DuckDB file to build in.
        data_dir: Folder with the inputs of that build.
        as_of: Its last day.
        variables: dbt variables.
        selected: What is built, as after ``--select``.
    """
    _run_dbt(database, selected, _values_of(data_dir, as_of) | variables)


def scoring_constants() -> dict[str, float]:
    """Return the constants of scores, as the project has them and sets ``hobby__scoring``."""
    macro = (_project() / "macros/scoring/hobby__scoring_constants.sql").read_text()
    values = {name: float(value) for name, value in _CONSTANT.findall(macro)}
    project = yaml.safe_load((_project() / "dbt_project.yml").read_text())
    own: dict[str, float] = project["vars"].get("hobby__scoring", {})
    return values | own


def compiled_models(database: Path) -> Path:
    """Return the folder of the queries of models that dbt compiled for this database."""
    return database.resolve().parent / f"{database.stem}_target/compiled/hobby_profiles/models"


def _values_of(data_dir: Path, as_of: date | None) -> dict[str, Any]:
    values: dict[str, Any] = {
        "hobby__data_dir": str(data_dir.resolve()),
        "hobby__as_of_date": as_of.isoformat() if as_of else "",
    }
    if any(data_dir.glob("product_labels.*")):
        # The protocol's topics are the shop's labels, whatever they name; nobody is shown any.
        values |= {
            "hobby__merge_labels": False,
            "hobby__accept_sensitive_labels": True,
            "hobby__show_sensitive_topics": True,
        }
    return values


def _has_table(database: Path, name: str) -> bool:
    if not database.exists():
        return False
    with duckdb.connect(str(database), read_only=True) as connection:
        found = connection.execute(
            "select count(*) from information_schema.tables where table_name = ?", [name]
        ).fetchone()
    return bool(found and found[0])


def _run_dbt(database: Path, selected: Sequence[str], values: dict[str, Any]) -> None:
    work = database.parent
    work.mkdir(parents=True, exist_ok=True)
    command = [
        str(Path(sys.executable).with_name("dbt")),
        "build",
        "--resource-type=model",
        "--resource-type=seed",
        "--vars",
        json.dumps(values),
        "--select",
        *selected,
    ]
    environment = os.environ | {
        "HOBBY_DUCKDB_PATH": str(database.resolve()),
        "DBT_TARGET_PATH": str(work.resolve() / f"{database.stem}_target"),
        "DBT_LOG_PATH": str(work.resolve() / f"{database.stem}_logs"),
    }
    result = subprocess.run(  # noqa: S603 - our own interpreter's dbt, no shell
        command, cwd=_project(), env=environment, capture_output=True, text=True, check=False
    )
    if result.returncode:
        raise HobbyProfilesError(
            f"dbt could not build the scores in {database}:\n{result.stdout[-3000:]}"
        )


def _project() -> Path:
    """Return the dbt project: the working folder, or the checkout this package runs from."""
    for folder in (Path.cwd(), Path(__file__).parents[4]):
        if (folder / "dbt_project.yml").is_file():
            return folder
    raise InputError(
        f"There is no dbt_project.yml in {Path.cwd()}. Run this in the folder of the project."
    )
