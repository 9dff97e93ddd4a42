"""Vectors on disk, so that a text is embedded once in the life of a project."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from hobby_profiles.core.kept import Kept, key_of
from hobby_profiles.core.vectors import unit_rows
from hobby_profiles.embedding.base import EmbeddingModel, Vectors
from hobby_profiles.embedding.claims import Claims
from hobby_profiles.embedding.recorded import RecordedVectors

_CHUNK_TEXTS = 4_096
_CLAIMS = Claims()
_STORED = np.float16
"""Two bytes a number; cosines move by less than 0.0005, the same whether read or fresh."""


class CachedEmbeddingModel:
    """A model that asks the disk first.

    One file per model identity, see `Kept`. What was embedded is committed every few thousand
    texts, so that an interrupted run goes on where it stopped.
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
    def _file(self) -> Path:
        # Told late: a model's identity may need its library, which takes seconds to import.
        return self._folder / f"{_file_name(self._model.identity)}.sqlite"

    @cached_property
    def _kept(self) -> Kept:
        return Kept(self._file, "text vectors")

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
        keys = [key_of(text) for text in texts]
        stored = np.zeros((len(texts), self.dimension), dtype=_STORED)
        row_of = {key: row for row, key in enumerate(keys)}
        while row_of:
            with _CLAIMS.of(self._file, row_of) as own:
                self._fill(texts, stored, {key: row_of.pop(key) for key in own})
        return unit_rows(stored.astype(np.float32))

    def _fill(self, texts: Sequence[str], stored: np.ndarray, row_of: dict[bytes, int]) -> None:
        key_at = {row: key for key, row in row_of.items()}
        for key, vector in self._kept.read(row_of):
            stored[row_of.pop(key)] = np.frombuffer(vector, dtype=_STORED)
        missing = sorted(row_of.values())
        for start in range(0, len(missing), _CHUNK_TEXTS):
            rows = missing[start : start + _CHUNK_TEXTS]
            stored[rows] = self._model.encode([texts[row] for row in rows]).astype(_STORED)
            vectors = (stored[row].tobytes() for row in rows)
            self._kept.write([key_at[row] for row in rows], vectors)


def _file_name(identity: str) -> str:
    return re.sub(r"[^a-zA-Z0-9._-]+", "_", identity)
