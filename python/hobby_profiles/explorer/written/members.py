"""Members of collections: rows of the file that dbt reads them from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hobby_profiles.core.errors import InputError
from hobby_profiles.explorer.written.files import changing, read_elsewhere

_COLUMNS = ("collection_id", "collection_name", "topic", "product_id")
_TABLE = "collection_members"


def change_member(
    data_dir: Path, relations: Sequence[str], row: dict[str, str], aliases: Sequence[str]
) -> str:
    """Add a member to a collection, or take it away if it is in the file.

    Args:
        data_dir: Folder of the shop's tables, ``hobby__data_dir``.
        relations: Tables that dbt reads from a warehouse instead.
        row: collection_id, collection_name, and topic or product_id.
        aliases: What else the member goes by in the file, in any case.

    Returns:
        What was done, in words.

    Raises:
        InputError: If dbt would not read the file, or it cannot be written.
    """
    file = data_dir / f"{_TABLE}.csv"
    if read_elsewhere(data_dir, relations, _TABLE) or not data_dir.is_dir():
        raise InputError(
            f"dbt does not read members of collections from {file}. Change them there."
        )
    column = "topic" if row.get("topic") else "product_id"
    names = {name.casefold() for name in (row[column], *aliases)}
    with changing(file, _COLUMNS) as rows:
        kept = [
            known
            for known in rows
            if known["collection_id"] != row["collection_id"]
            or known.get(column, "").casefold() not in names
        ]
        if len(kept) < len(rows):
            rows[:] = kept
            return f"{row[column]} is taken out of {file}"
        rows.append({**dict.fromkeys(_COLUMNS, ""), **row})
    return f"{row[column]} is added to {file}"
