"""Files of an audience to send to, with a manifest that says what is in them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from hobby_profiles.campaigns.rules import Rule, Terms
from hobby_profiles.core.errors import InputError
from hobby_profiles.core.wording import count

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export_audience(audience: pd.DataFrame, path: Path, told: Mapping[str, Any]) -> dict[str, Any]:
    """Write who is sent to, who is held out, and a manifest, each file whole or not at all.

    The suppressed are in none of them. In CSV a cell of text that a spreadsheet would run as a
    formula gets an apostrophe before it (OWASP, CSV injection).

    Args:
        audience: Rows of :func:`hobby_profiles.campaigns.rules.audience_sql`.
        path: File that ends with ``.csv`` or ``.parquet``; the held out go to ``.holdout`` before
            the ending, the manifest to ``.manifest.json`` behind it.
        told: What the manifest says beside files, rows and checksums.

    Returns:
        The manifest.

    Raises:
        InputError: If the ending is another, or the folder cannot be written.
    """
    if path.suffix not in (".csv", ".parquet"):
        raise InputError(f"--export {path}: name a file that ends with .csv or .parquet.")
    kept = audience[~audience["is_suppressed"]]
    columns = [name for name in map(str, audience) if not name.startswith(("is_", "suppressed_"))]
    held = kept["is_holdout"].to_numpy(bool)
    files = []
    for rows, file in (
        (kept[~held], path),
        (kept[held], path.with_suffix(f".holdout{path.suffix}")),
    ):
        content, escaped = _content(rows[columns], path.suffix)
        _write(file, content)
        files.append(
            {
                "file": file.name,
                "rows": len(rows),
                "sha256": hashlib.sha256(content).hexdigest(),
                "escaped_cells": escaped,
            }
        )
    manifest = {**told, "suppressed": int(len(audience) - len(kept)), "files": files}
    text = json.dumps(manifest, indent=2, ensure_ascii=False, default=str) + "\n"
    _write(path.with_name(f"{path.name}.manifest.json"), text.encode())
    return manifest


def told_of(rules: Sequence[Rule], terms: Terms, as_of: date | str, sql: str) -> dict[str, Any]:
    """Say what an audience is: what its manifest tells beside the files."""
    return {
        "campaign": terms.campaign,
        "as_of_date": as_of,
        "rules": [vars(rule) for rule in sorted(rules)],
        "settings": vars(terms),
        "sql": sql,
    }


def refuse_small(size: int, settings: Mapping[str, str]) -> None:
    """Refuse an audience of fewer users than ``hobby__min_audience_size``.

    Raises:
        InputError: If it has fewer.
    """
    least = int(settings["min_audience_size"])
    if size < least:
        raise InputError(
            f"The audience has {count(size, 'user')}, fewer than {least} "
            "(hobby__min_audience_size): it is not exported. Widen the rules, or lower "
            "--min-affinity."
        )


def _content(rows: pd.DataFrame, suffix: str) -> tuple[bytes, int]:
    if suffix == ".parquet":
        content: bytes = rows.reset_index(drop=True).to_parquet(index=False)
        return content, 0
    escaped = 0
    safe = rows.copy()
    for name in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[name]):
            runs = safe[name].map(lambda cell: isinstance(cell, str) and cell.startswith(_FORMULA))
            safe[name] = safe[name].where(~runs.astype(bool), "'" + safe[name].astype(str))
            escaped += int(runs.sum())
    return safe.to_csv(index=False, lineterminator="\n").encode(), escaped


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        os.replace(part, path)
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror}. Name another file."
        ) from None
