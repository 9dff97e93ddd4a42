"""What a model of the taxonomy left behind in its last run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd


def is_full_refresh() -> bool:
    """Whether dbt was called with ``--full-refresh``.

    The flag is read from dbt itself while the model runs. In YAML or SQL it would be rendered
    when dbt parses, and with partial parsing the value of an earlier run would be seen.
    """
    from dbt.flags import get_flags

    return bool(getattr(get_flags(), "FULL_REFRESH", False))


def last_table(dbt: Any, session: Any, columns: Iterable[str]) -> pd.DataFrame | None:
    """Read the table a model left in its last run, before this run replaces it.

    Args:
        dbt: The object that dbt hands to ``model(dbt, session)``.
        session: The connection that dbt hands to it.
        columns: Columns the caller needs.

    Returns:
        The table, or None if there is none or it lacks a column (an older version made it).
    """
    this = dbt.this
    seen = session.execute(
        "select column_name from information_schema.columns where table_catalog = ? "
        "and table_schema = ? and table_name = ?",
        [this.database, this.schema, this.identifier],
    ).fetchall()
    if not set(columns) <= {name for (name,) in seen}:
        return None
    table: pd.DataFrame = session.table(
        f'"{this.database}"."{this.schema}"."{this.identifier}"'
    ).df()
    return table
