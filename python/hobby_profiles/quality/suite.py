"""What a suite is, and the expectations most tables share.

dbt's data tests stop a build at a broken row. These suites look at what was built from the side
of its reader: they also warn of what is possible but suspicious, and leave pages to look at.
Import the modules of this package lazily: Great Expectations takes seconds to load.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import great_expectations.expectations as gxe
from great_expectations.expectations.expectation import Expectation

WARNING = {"severity": "warning"}
"""What may be, but is worth a look: it is listed and does not fail the validation."""


@dataclass(frozen=True)
class TableSuite:
    """A query and what is expected of its rows.

    Attributes:
        name: Schema and table, the name of suite and asset.
        about: What the table is, in one sentence.
        sql: Query of the rows; columns that begin with ``is_`` may be checks worked out in SQL.
        sample_by: Column whose hash decides on rows of a table too large to be read whole, so
            that rows which must differ from each other stay together.
        expectations: What is expected.
    """

    name: str
    about: str
    sql: str
    sample_by: str
    expectations: Sequence[Expectation]


def key(*columns: str) -> list[Expectation]:
    """Expect columns to identify a row: unique (together) and never null."""
    unique = (
        gxe.ExpectColumnValuesToBeUnique(column=columns[0])
        if len(columns) == 1
        else gxe.ExpectCompoundColumnsToBeUnique(column_list=list(columns))
    )
    return [unique, *present(*columns)]


def present(*columns: str) -> list[Expectation]:
    """Expect columns never to be null."""
    return [gxe.ExpectColumnValuesToNotBeNull(column=column) for column in columns]


def in_range(minimum: float | None, maximum: float | None, *columns: str) -> list[Expectation]:
    """Expect values, where there are any, within bounds, both included."""
    return [
        gxe.ExpectColumnValuesToBeBetween(column=column, min_value=minimum, max_value=maximum)
        for column in columns
    ]


def scores(*columns: str) -> list[Expectation]:
    """Expect columns to hold a score in [0,1] in every row."""
    return [*present(*columns), *in_range(0, 1, *columns)]


def always(column: str, description: str, **options: Any) -> Expectation:
    """Expect a check worked out in SQL to be true in every row."""
    return gxe.ExpectColumnValuesToBeInSet(
        column=column, value_set=[True], description=description, **options
    )


def rows_expected(what: str) -> Expectation:
    """Warn of an empty table."""
    return gxe.ExpectTableRowCountToBeBetween(
        min_value=1, description=f"There should be {what}.", **WARNING
    )


def at_least(column: str, minimum: float, description: str) -> Expectation:
    """Warn of values below a minimum."""
    return gxe.ExpectColumnValuesToBeBetween(
        column=column, min_value=minimum, description=description, **WARNING
    )
