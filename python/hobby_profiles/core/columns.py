"""Columns that a table must have."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from hobby_profiles.core.errors import InputError


def require_columns(table: pd.DataFrame, columns: Iterable[str], name: str, cure: str = "") -> None:
    """Check that a table has the columns that are read.

    Args:
        table: The table.
        columns: Columns it must have.
        name: What the table is, as the subject of a sentence.
        cure: What to do about it, as a sentence.

    Raises:
        InputError: If one is missing; the message names the table, the column and what is there.
    """
    missing = [column for column in columns if column not in table.columns]
    if missing:
        found = ", ".join(map(str, table.columns))
        told = f"{name} has no column {', '.join(missing)}; it has {found}. {cure}"
        raise InputError(told.strip())
