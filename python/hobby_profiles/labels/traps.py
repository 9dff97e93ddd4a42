"""Traps: labels that the words of a title suggest and that are wrong."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.shipped import reference_file

_COLUMNS = ["product_name", "category_path", "trap_label"]


def load_traps(file: Path | None = None) -> pd.DataFrame:
    """Read the shipped traps.

    A language model read 26,000 product texts and wrote down, beside the labels that fit, those
    that a word-matcher would be tempted to give. An independent second reading confirmed 92%. Keep
    those of texts that `is_held_out` names from whatever learns.

    Args:
        file: Parquet file with the columns named below; by default the shipped one.

    Returns:
        ``product_name``, ``category_path``, ``trap_label``, each row once, sorted.

    Raises:
        InputError: If the file cannot be read or lacks a column.
    """
    file = file or reference_file("label_traps.parquet")
    try:
        traps = pd.read_parquet(file, columns=_COLUMNS)
    except (OSError, ValueError) as error:
        raise InputError(
            f"The traps {str(file)!r} cannot be read: {error}. "
            f"Give a Parquet file with the columns {', '.join(_COLUMNS)}."
        ) from error
    return traps.drop_duplicates().sort_values(_COLUMNS, ignore_index=True)
