"""A tiny embedding model for tests: a text is the sum of its words' fixed random vectors."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np


class WordsModel:
    identity = "words"
    dimension = 64

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest())
                vectors[row] += np.random.default_rng(seed).normal(size=self.dimension)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
