"""Vectors that ship with the project, so that no build embeds what every build needs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.shipped import reference_file
from hobby_profiles.embedding.base import Vectors

RECORDED_VECTORS = reference_file("text_vectors.npz")
"""Vectors of the memory's texts, their product types and labels, by the shipped model."""

LIST_VECTORS = RECORDED_VECTORS.with_name("list_vectors.npz")
"""Vectors of what the shipped lists hold: areas, blocked and sensitive terms, traps, lexicons."""

DEMO_VECTORS = RECORDED_VECTORS.with_name("demo_vectors.npz")
"""Vectors of what a build of the demo shop embeds besides: it loads no model, and its results do
not depend on the precision that a processor is fast at."""

_STEP = 0.005
"""Numbers are kept as whole multiples of this: cosines move by less than 0.005, 5 bits each."""


@dataclass(frozen=True)
class RecordedVectors:
    """Vectors by the hash of their texts.

    Attributes:
        keys: (n,) the first eight bytes of each text's hash, ascending.
        steps: (n, d) vectors in multiples of 0.005, or in half precision as a cache keeps them.
    """

    keys: NDArray[np.uint64]
    steps: NDArray[np.int8] | NDArray[np.float16]

    @classmethod
    def of(cls, texts: Sequence[str], vectors: Vectors) -> RecordedVectors:
        """Record vectors.

        Args:
            texts: ``n`` texts, each once, as `embed_texts` tidies them.
            vectors: (n, d) unit rows.
        """
        return cls._sorted(texts, np.clip(np.rint(vectors / _STEP), -127, 127).astype(np.int8))

    @classmethod
    def exactly(cls, texts: Sequence[str], vectors: Vectors) -> RecordedVectors:
        """Record vectors with the precision of a cache: a threshold on a list decides as before.

        Args:
            texts: As for `of`.
            vectors: (n, d) as the model made them.
        """
        return cls._sorted(texts, vectors.astype(np.float16))

    @classmethod
    def _sorted(
        cls, texts: Sequence[str], steps: NDArray[np.int8] | NDArray[np.float16]
    ) -> RecordedVectors:
        keys = np.array([_key(text) for text in texts], dtype=np.uint64)
        keys, first = np.unique(keys, return_index=True)
        return cls(keys, steps[first])

    def fill(self, texts: Sequence[str], into: Vectors) -> list[int]:
        """Write the vectors that are recorded into their rows.

        Args:
            texts: ``n`` texts.
            into: (n, d), written in place with rows of length 1.

        Returns:
            The numbers of the rows that are not recorded.
        """
        place, is_there = self._find(texts)
        found = self.steps[place[is_there]].astype(np.float32)
        into[is_there] = found / np.linalg.norm(found, axis=1, keepdims=True)
        return np.flatnonzero(~is_there).tolist()

    def renewed(self, texts: Sequence[str], fresh: Mapping[str, Vectors]) -> RecordedVectors:
        """Keep what is recorded of some texts as it is, and add the others.

        Args:
            texts: ``n`` texts, each once; what else is recorded goes.
            fresh: Text to unit vector, shape (d,), of those that are not recorded.

        Returns:
            The vectors of the texts, in the precision of these.
        """
        record = self.of if self.steps.dtype == np.int8 else self.exactly
        new = self.missing(texts)
        vectors = np.array([fresh[text] for text in new], dtype=np.float32)
        added = record(new, vectors.reshape(-1, self.steps.shape[1]))
        place, is_there = self._find(texts)
        keys = np.concatenate([self.keys[place[is_there]], added.keys])
        steps = np.concatenate([self.steps[place[is_there]], added.steps])
        order = np.argsort(keys)
        return RecordedVectors(keys[order], steps[order])

    def missing(self, texts: Sequence[str]) -> list[str]:
        """Texts whose vectors are not recorded, in the order given."""
        return [texts[row] for row in np.flatnonzero(~self._find(texts)[1]).tolist()]

    def _find(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Rows of texts, and whether they are there."""
        keys = np.array([_key(text) for text in texts], dtype=np.uint64)
        if not len(self.keys):
            return np.zeros(len(keys), dtype=np.int64), np.zeros(len(keys), dtype=np.bool_)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return place, self.keys[place] == keys

    def save(self, file: Path) -> None:
        """Write the vectors to a file of plain arrays."""
        np.savez_compressed(file, allow_pickle=False, keys=self.keys, steps=self.steps)


def recorded_vectors() -> tuple[RecordedVectors, ...]:
    """Everything that ships: the memory's vectors, then those of the lists and of the demo."""
    return tuple(map(load_recorded_vectors, (RECORDED_VECTORS, LIST_VECTORS, DEMO_VECTORS)))


@lru_cache(maxsize=3)
def load_recorded_vectors(file: Path = RECORDED_VECTORS) -> RecordedVectors:
    """Read shipped vectors.

    Raises:
        InputError: If the file is missing or damaged.
    """
    try:
        with np.load(file, allow_pickle=False) as arrays:
            return RecordedVectors(arrays["keys"], arrays["steps"])
    except (OSError, KeyError, ValueError) as error:
        raise InputError(
            f"The shipped vectors {str(file)!r} cannot be read ({error}). "
            "Get the file again from the repository, or make it anew with `make learn`."
        ) from error


def _key(text: str) -> int:
    digest = hashlib.blake2b(text.encode(errors="replace"), digest_size=8)
    return int.from_bytes(digest.digest(), "big")
