"""What takes minutes to learn, as files of plain arrays, in which nothing can run."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.core.errors import InputError
from hobby_profiles.embedding import EmbeddingModel
from hobby_profiles.labels.embedded.ranker import Ranker
from hobby_profiles.labels.embedded.trees import Trees

Arrays = Mapping[str, Any]
_PARTS = ("clear", "sure", "exact")
_TREE_FIELDS = ("feature", "threshold", "survivors", "values", "base")


def write_ranker(ranker: Ranker, file: Path, fingerprint: str) -> None:
    """Write a ranker and what it depends on; the same ranker makes the same bytes."""
    arrays: dict[str, NDArray[np.generic]] = {"fingerprint": text_bytes(fingerprint)}
    for name in _PARTS:
        if (trees := getattr(ranker, name)) is not None:
            arrays |= tree_arrays(name, trees)
    np.savez_compressed(file, allow_pickle=False, **arrays)


def read_ranker(file: Path, fingerprint: str) -> Ranker | None:
    """Read a ranker.

    Args:
        file: What `write_ranker` wrote.
        fingerprint: What the ranker must depend on.

    Returns:
        The ranker; None if there is no such file or it was learnt from something else.

    Raises:
        InputError: If the file is damaged.
    """
    if not file.exists():
        return None
    try:
        with np.load(file, allow_pickle=False) as stored:
            if text_of(stored["fingerprint"]) != fingerprint:
                return None
            arrays = {name: stored[name] for name in stored.files}
        parts = (trees_of(name, arrays) if f"{name}_base" in arrays else None for name in _PARTS)
        return Ranker(*parts)
    except (OSError, KeyError, ValueError) as error:
        raise InputError(
            f"What was learnt about labels, {str(file)!r}, cannot be read ({error}). Delete a file "
            "of the cache, or get a shipped one again from the repository."
        ) from error


def code_bytes(files: Iterable[Path]) -> bytes:
    """Code of Python files, without comments and layout."""
    return "\n".join(ast.dump(ast.parse(file.read_text())) for file in files).encode()


def fingerprint_of(
    code: bytes, model: EmbeddingModel, tables: Iterable[pd.DataFrame], labels: Sequence[str] = ()
) -> str:
    """Tell what something learnt depends on: code, model, labels and tables.

    The model's precision is left out: what is learnt holds on every processor.
    """
    digest = hashlib.blake2b(digest_size=16)
    digest.update(code)
    digest.update(re.sub(r"bfloat16|float32", "", model.identity).encode())
    digest.update("\n".join(labels).encode(errors="replace"))
    for rows in tables:
        digest.update(rows.to_csv().encode(errors="replace"))
    return digest.hexdigest()


def tree_arrays(name: str, trees: Trees) -> dict[str, NDArray[np.generic]]:
    """Name the arrays of some trees, as `trees_of` reads them."""
    return {f"{name}_{field}": np.asarray(getattr(trees, field)) for field in _TREE_FIELDS}


def trees_of(name: str, arrays: Arrays) -> Trees:
    """Put trees together from what `tree_arrays` named; a missing array is a KeyError."""
    feature, threshold, survivors, values, base = (
        arrays[f"{name}_{field}"] for field in _TREE_FIELDS
    )
    return Trees(feature, threshold, survivors, values, float(base))


def text_bytes(text: str) -> NDArray[np.uint8]:
    """A text as an array, so that a file of arrays can hold it."""
    return np.frombuffer(text.encode(errors="replace"), dtype=np.uint8)


def text_of(stored: NDArray[np.generic]) -> str:
    """Read what `text_bytes` wrote."""
    return stored.tobytes().decode()
