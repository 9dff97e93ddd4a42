"""What an embedding model is to the rest of the package."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_SPACE = re.compile(r"\s+")
_MAX_WORKERS = 4
_MAX_CHARACTERS = 2_000
"""No model here reads further; a cut keeps a 10,000-character name from costing its tokens."""


class EmbeddingModel(Protocol):
    """Turns texts into vectors; the vector of a text depends on that text alone."""

    @property
    def identity(self) -> str:
        """Name of model, weights and precision: vectors of equal identity are comparable."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts, in the order given.

        Args:
            texts: ``n`` texts; empty ones are allowed.

        Returns:
            Array (n, dimension), float32, rows of length 1.
        """


def embed_texts(texts: Sequence[str], *, model: EmbeddingModel) -> Vectors:
    """Embed texts, each distinct text once.

    White space is evened out, and texts are cut at 2,000 characters, before they reach the model.

    Args:
        texts: ``n`` texts, in any order, repeats allowed.
        model: The model, see `load_embedding_model`.

    Returns:
        Array (n, dimension), float32, rows of length 1, in the order of the texts. It does not
        depend on which texts were embedded together, nor on what a cache held.
    """
    position: dict[str, int] = {}
    rows = [position.setdefault(tidied(text), len(position)) for text in texts]
    if not rows:
        return np.zeros((0, model.dimension), dtype=np.float32)
    vectors = model.encode(list(position))
    return vectors if len(position) == len(rows) else vectors[np.asarray(rows)]


def worker_count() -> int:
    """Number of threads worth starting: the cores this process may use, at most 4."""
    usable = getattr(os, "sched_getaffinity", None)
    return max(1, min(_MAX_WORKERS, len(usable(0)) if usable else os.cpu_count() or 1))


def tidied(text: str) -> str:
    """Even out white space and cut at 2,000 characters, as `embed_texts` does."""
    return _SPACE.sub(" ", text[: 4 * _MAX_CHARACTERS]).strip()[:_MAX_CHARACTERS]
