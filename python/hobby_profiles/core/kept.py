"""Answers on disk, so that what was worked out once is not worked out again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import lru_cache
from itertools import islice
from pathlib import Path

import pandas as pd

import hobby_profiles
from hobby_profiles.core.errors import InputError
from hobby_profiles.core.shipped import reference_file

_KEYS_PER_QUERY = 500


class Kept:
    """Values by key in one SQLite file, in write-ahead mode.

    Two processes or threads may read and write it at once; what was written stays when a run is
    interrupted. Deleting the file is always safe: it holds nothing that cannot be computed again.
    """

    def __init__(self, path: Path, what: str) -> None:
        """Name the file; it and its folder are made when it is first used.

        Args:
            path: The file.
            what: What it holds, for messages.
        """
        self._path = path
        self._what = what

    def read(self, keys: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """Look values up.

        Args:
            keys: Keys of at most 64 bytes.

        Yields:
            Key and value of each key that is there, in no order.

        Raises:
            InputError: If the file cannot be used.
        """
        ordered = iter(sorted(set(keys)))
        with self._connection() as connection:
            while batch := list(islice(ordered, _KEYS_PER_QUERY)):
                marks = ",".join("?" * len(batch))
                query = f"select key, value from kept where key in ({marks})"  # noqa: S608
                yield from connection.execute(query, batch)

    def write(self, keys: Sequence[bytes], values: Iterable[bytes]) -> None:
        """Add values; a key that is there keeps the one that it has.

        Args:
            keys: Keys.
            values: As many values.

        Raises:
            InputError: If the file cannot be used.
        """
        with self._connection() as connection:
            connection.executemany(
                "insert or ignore into kept values (?, ?)", zip(keys, values, strict=True)
            )

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=60)) as connection, connection:
                connection.execute("pragma journal_mode = wal")
                connection.execute("pragma synchronous = normal")
                connection.execute(
                    "create table if not exists kept"
                    " (key blob primary key, value blob not null) without rowid"
                )
                yield connection
        except (sqlite3.Error, OSError) as error:
            raise InputError(
                f"The cache of {self._what} {str(self._path)!r} cannot be used ({error}). "
                "Delete that file (everything in it is computed again) or point hobby__cache_dir "
                "to a folder that can be written."
            ) from error


def keep_rows(
    inputs: pd.DataFrame,
    on: list[str],
    compute: Callable[[pd.DataFrame], pd.DataFrame],
    kept: Kept,
) -> pd.DataFrame:
    """Compute the rows of the inputs that are not kept, and keep them.

    Args:
        inputs: What to compute rows for; ``on`` is a key of it, made of texts.
        on: Columns of the key, in inputs and rows.
        compute: Gives any number of rows for each input, from nothing but that input.
        kept: Where rows are kept, by inputs.

    Returns:
        The rows of all inputs, in the order of the inputs; equal whether computed or read, because
        both pass through the kept form.
    """
    keys = [key_of(*texts) for texts in inputs[on].itertuples(index=False)]
    known = dict(kept.read(keys))
    new = inputs[[key not in known for key in keys]]
    if len(new):
        rows = defaultdict(list)
        for row in compute(new).to_dict("records"):
            rows[key_of(*(row[column] for column in on))].append(row)
        told = {key: json.dumps(rows[key]).encode() for key in keys if key not in known}
        kept.write(list(told), told.values())
        known |= told
    return pd.DataFrame([row for key in keys for row in json.loads(known[key])])


def key_of(*parts: str) -> bytes:
    """Make a key of 16 bytes from texts."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode(errors="replace") + b"\0")
    return digest.digest()


@lru_cache(maxsize=1)
def shipped_version() -> str:
    """Hash the package and its reference data: what another version computed is not taken."""
    package = Path(hobby_profiles.__file__).parent
    digest = hashlib.blake2b(digest_size=16)
    for folder in (package, reference_file("")):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"{file.relative_to(folder)}\0{file_version(file)}".encode())
    return digest.hexdigest()


def file_version(file: Path) -> str:
    """Hash a file's content; empty if it is not there."""
    return hashlib.blake2b(file.read_bytes()).hexdigest() if file.exists() else ""
