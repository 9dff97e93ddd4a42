"""Vectors on disk, so that a text is embedded once in the life of a project."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from itertools import islice
from pathlib import Path

import numpy as np

from hobby_profiles.core.errors import InputError
from hobby_profiles.embedding.base import EmbeddingModel, Vectors
from hobby_profiles.embedding.recorded import RecordedVectors

_CHUNK_TEXTS = 4_096
_KEYS_PER_QUERY = 500
_STORED = np.float16
"""Two bytes a number; cosines move by less than 0.0005, the same whether read or fresh."""


class CachedEmbeddingModel:
    """A model that asks the disk first.

    One SQLite file per model identity, in write-ahead mode: two processes or threads may read and
    write it at once. What was embedded is committed every few thousand texts, so that an
    interrupted run goes on where it stopped. Deleting the file is always safe.
    """

    def __init__(
        self,
        model: EmbeddingModel,
        folder: Path,
        recorded: Callable[[], Sequence[RecordedVectors]] | None = None,
    ) -> None:
        """Cache the vectors of one model.

        Args:
            model: The model that computes what the cache lacks.
            folder: Folder of the cache; made when the first vector is stored.
            recorded: Reads vectors that ship with the project; they come before any other.
        """
        self._model = model
        self._folder = folder
        self._recorded = recorded

    @cached_property
    def _path(self) -> Path:
        # Told late: a model's identity may need its library, which takes seconds to import.
        return self._folder / f"{_file_name(self._model.identity)}.sqlite"

    @property
    def identity(self) -> str:
        """Name of model, weights and precision, that of the model behind the cache."""
        return self._model.identity

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._model.dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts, from the disk where it has them.

        Args:
            texts: ``n`` texts.

        Returns:
            Array (n, dimension), float32, rows of length 1; equal bytes whether a vector was read
            or computed, because both pass through the stored precision.

        Raises:
            InputError: If the file of the cache cannot be read or written.
        """
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        rows = list(range(len(texts)))
        for recorded in self._recorded() if self._recorded is not None else ():
            found = vectors[rows]
            missing = recorded.fill([texts[row] for row in rows], found)
            vectors[rows] = found
            rows = [rows[place] for place in missing]
        if rows:
            vectors[rows] = self._cached([texts[row] for row in rows])
        return vectors

    def _cached(self, texts: Sequence[str]) -> Vectors:
        keys = [
            hashlib.blake2b(text.encode(errors="replace"), digest_size=16).digest()
            for text in texts
        ]
        stored = np.zeros((len(texts), self.dimension), dtype=_STORED)
        try:
            missing = self._read(keys, stored)
            for start in range(0, len(missing), _CHUNK_TEXTS):
                rows = missing[start : start + _CHUNK_TEXTS]
                stored[rows] = self._model.encode([texts[row] for row in rows]).astype(_STORED)
                self._write([keys[row] for row in rows], stored[rows])
        except sqlite3.Error as error:
            raise InputError(
                f"The cache of text vectors {str(self._path)!r} cannot be used ({error}). "
                "Delete that file (the vectors are computed again) or point hobby__cache_dir "
                "to a folder that can be written."
            ) from error
        vectors = stored.astype(np.float32)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return vectors

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=60)) as connection, connection:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = normal")
            connection.execute(
                "create table if not exists vectors"
                " (text_key blob primary key, vector blob not null) without rowid"
            )
            yield connection

    def _read(self, keys: Sequence[bytes], into: np.ndarray) -> list[int]:
        """Fill the rows that the file holds and return the numbers of those it lacks."""
        row_of = {key: row for row, key in enumerate(keys)}
        found: set[int] = set()
        ordered = iter(sorted(row_of))
        with self._connection() as connection:
            while batch := list(islice(ordered, _KEYS_PER_QUERY)):
                marks = ",".join("?" * len(batch))
                query = f"select text_key, vector from vectors where text_key in ({marks})"  # noqa: S608
                for key, blob in connection.execute(query, batch):
                    into[row_of[key]] = np.frombuffer(blob, dtype=_STORED)
                    found.add(row_of[key])
        return [row for row in range(len(keys)) if row not in found]

    def _write(self, keys: Sequence[bytes], vectors: np.ndarray) -> None:
        rows = ((key, vector.tobytes()) for key, vector in zip(keys, vectors, strict=True))
        with self._connection() as connection:
            connection.executemany("insert or ignore into vectors values (?, ?)", rows)


def _file_name(identity: str) -> str:
    return re.sub(r"[^a-zA-Z0-9._-]+", "_", identity)
