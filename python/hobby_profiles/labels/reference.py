"""Read the reviewed CSV lists that ship with the project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from hobby_profiles.core.columns import require_columns
from hobby_profiles.core.errors import InputError
from hobby_profiles.core.shipped import named_file


def read_reference(
    path: Path,
    *,
    setting: str,
    columns: Sequence[str],
    allowed: Mapping[str, Sequence[str]],
) -> pd.DataFrame:
    """Read a CSV list, every value as text.

    Args:
        path: The file; see :func:`~hobby_profiles.core.shipped.named_file`.
        setting: The variable that names the file, for the error.
        columns: Columns it must have.
        allowed: The values that a column may hold.

    Returns:
        Those columns; an empty field is an empty text.

    Raises:
        InputError: If the file is missing, unreadable, lacks a column or holds another value.
    """
    file = named_file(path)
    try:
        rows = pd.read_csv(file, dtype=str, keep_default_na=False)
    except (OSError, ValueError) as error:
        raise InputError(
            f"The list {str(file)!r} ({setting}) cannot be read: {error}. "
            f"Give a CSV file with the columns {', '.join(columns)}."
        ) from error
    require_columns(rows, columns, f"The list {str(file)!r} ({setting})")
    for column, values in allowed.items():
        wrong = sorted(set(rows[column]) - set(values))
        if wrong:
            raise InputError(
                f"The list {str(file)!r} ({setting}) has {column} {wrong[0]!r}; "
                f"allowed: {', '.join(values)}. Correct that row."
            )
    return rows[list(columns)]
