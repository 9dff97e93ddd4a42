"""A shop's tables as dbt would read them: the same SQL, compiled and not run."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import duckdb

from hobby_profiles.app.built import Build
from hobby_profiles.app.doctor.contract import READ_BY
from hobby_profiles.core.errors import InputError
from hobby_profiles.inputs.csv_layout import column_name

_SOURCE = re.compile(r"as row_problem\s+from\s+(.*?)\n\s*\)", re.DOTALL)
_SETTINGS = {"max_user_share": 0.2, "min_matched_products": 0.5, "min_matched_users": 0.1}


@dataclass
class Inputs:
    """The inputs, each as a table of its name in ``connection``.

    Attributes:
        connection: Holds a table for each input that can be read, as dbt would type it.
        present: Columns that each input has itself, in lower case; none if it is not there.
        problems: Why an input cannot be read, in dbt's words.
    """

    connection: duckdb.DuckDBPyConnection
    present: dict[str, list[str]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    def row(self, sql: str, *parameters: Any) -> tuple[Any, ...]:
        """Return the only row of a query."""
        [row] = self.connection.execute(sql, parameters).fetchall()
        return tuple(row)


@contextmanager
def read_inputs(build: Build, given: str = "") -> Iterator[Inputs]:
    """Have dbt compile what reads the inputs, and read them; nothing is written.

    Args:
        build: Which project, profile and target.
        given: Variables, as after ``dbt build --vars``.

    Raises:
        InputError: If dbt cannot read the project.
    """
    compiled, problems = _compiled(build, given)
    database = build.database()
    name = str(database) if database.is_file() else ":memory:"
    with duckdb.connect(name, read_only=name != ":memory:") as connection:
        connection.execute("set timezone = 'UTC'")
        connection.create_function("hobby_html_decoded", html.unescape, ["VARCHAR"], "VARCHAR")
        inputs = Inputs(connection, problems=problems)
        for input_name, sql in compiled.items():
            _read(inputs, input_name, sql)
        yield inputs


def _read(inputs: Inputs, name: str, sql: str) -> None:
    source = _SOURCE.search(sql)
    try:
        if source is None:
            inputs.present[name] = []
        else:
            described = inputs.connection.execute(f"describe select * from {source[1]}")  # noqa: S608
            inputs.present[name] = [column_name(row[0]) for row in described.fetchall()]
        inputs.connection.execute(f"create temp table {name} as {sql}")
    except duckdb.Error as error:
        inputs.problems[name] = str(error).splitlines()[0]


def _compiled(build: Build, given: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the SQL of each input, and why it could not be compiled."""
    variables = ("--vars", given) if given else ()
    ran = build.dbt("compile", "--select", *READ_BY.values(), *variables)
    file = build.target_folder / "run_results.json"
    results = json.loads(file.read_text(encoding="utf-8"))["results"] if file.is_file() else []
    by_model = {result["unique_id"].split(".")[-1]: result for result in results}
    if not set(READ_BY.values()) & set(by_model):
        raise InputError(
            f"dbt cannot read the project in {build.project_dir.absolute()}:\n"
            f"{(ran.stdout + ran.stderr)[-2000:]}"
        )
    compiled, problems = {}, {}
    for name, model in READ_BY.items():
        result = by_model.get(model, {})
        if result.get("status") == "success":
            compiled[name] = str(result["compiled_code"])
        else:
            problems[name] = _in_short(str(result.get("message") or "it was not compiled"))
    return compiled, problems


def _in_short(message: str) -> str:
    """Return dbt's message without where in the code it arose."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    told = [line for line in lines if not line.startswith((">", "Compilation Error"))]
    text = " ".join(told)
    missing = re.search(r"Table with name (\w+) does not exist", text)
    if missing:
        return (
            f"{missing[1]} is not in the database yet. Build it first: "
            f"dbt build --select +{missing[1]}"
        )
    return text or message


def thresholds(variables: dict[str, Any]) -> dict[str, float]:
    """Return the settings that the guards of a build hold the inputs against."""
    return {name: float(variables.get(f"hobby__{name}", usual)) for name, usual in
            _SETTINGS.items()}  # fmt: skip
