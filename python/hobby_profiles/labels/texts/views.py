"""What the embedded labeller reads of a product: one clean line of text, its type, its words."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.embedding import EmbeddingModel, embed_texts
from hobby_profiles.language import pack
from hobby_profiles.llm.instructions import strip_instructions

COLUMN_OF_FIELD = {
    "name": "product_name",
    "category": "category_path",
    "brand": "brand",
    "description": "description",
    "attributes": "attributes",
}
"""Fields that ``hobby__text_fields`` may name, and the columns that hold them."""

_MAX_CHARACTERS = 1_000
_KNOWN_TEXTS = 200_000
"""Several stages of one build read the same texts."""
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,200}>")
_NOT_PRINTED = re.compile(r"[^\S ]|[\x00-\x1f\x7f-\x9f​-‏﻿]")
_SPACE = re.compile(r"\s+")
_LEVEL = re.compile(r"\s*[>/|]\s*")
_WORD = re.compile(r"[^\W\d_]{2,}")
_REAL_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class TextViews:
    """Product texts as the labeller compares them; row ``i`` of everything is text ``i``.

    Attributes:
        vectors: (n, d) vectors of type and title together.
        types: Category of each text, one string however many levels it has; empty if unknown.
        type_vectors: (n, d) vectors of the category alone; zero where it is unknown.
        stems: Stems of the words of title and category, in order.
        is_readable: False for a text without a single word, which no label can rest on.
    """

    vectors: NDArray[np.float32]
    types: NDArray[np.object_]
    type_vectors: NDArray[np.float32]
    stems: list[tuple[str, ...]]
    is_readable: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.vectors)

    def take(self, rows: NDArray[np.int64]) -> TextViews:
        """Pick texts by row number."""
        return TextViews(
            self.vectors[rows],
            self.types[rows],
            self.type_vectors[rows],
            [self.stems[row] for row in rows],
            self.is_readable[rows],
        )


def view_texts(
    texts: pd.DataFrame, *, model: EmbeddingModel, fields: Sequence[str] = ("name", "category")
) -> TextViews:
    """Read product texts.

    Args:
        texts: ``product_name``, ``category_path`` and whatever column ``fields`` asks for.
        model: Gives the vectors.
        fields: Fields that are read, keys of `COLUMN_OF_FIELD`; a missing column is empty.

    Returns:
        The texts' views, row by row.
    """
    clean = readable_fields(texts, fields)
    lines, spoken = lines_and_types(clean, fields)
    categories = _column(clean, "category") if "category" in fields else [""] * len(texts)
    kinds = sorted(set(spoken))
    row_of = {kind: row for row, kind in enumerate(kinds)}
    kind_vectors = embed_texts(kinds, model=model)
    kind_vectors[[not kind for kind in kinds]] = 0.0
    return TextViews(
        embed_texts(lines, model=model),
        np.array([category.casefold() for category in categories], dtype=object),
        kind_vectors[[row_of[kind] for kind in spoken]].reshape(len(texts), model.dimension),
        [stems(line) for line in lines],
        np.array([bool(_REAL_WORD.search(line)) for line in lines], dtype=bool),
    )


def readable_fields(texts: pd.DataFrame, fields: Sequence[str]) -> pd.DataFrame:
    """Clean the columns of some fields; a missing column is empty."""
    return texts.assign(
        **{COLUMN_OF_FIELD[field]: [readable(text) for text in _column(texts, field)]
           for field in fields}
    )  # fmt: skip


def lines_and_types(
    texts: pd.DataFrame, fields: Sequence[str] = ("name", "category")
) -> tuple[list[str], list[str]]:
    """Write each text as one line, and its category in words: what vectors are made of.

    Args:
        texts: As for `view_texts`, every field `readable`.
        fields: Likewise.

    Returns:
        Lines such as ``tabletop game: Catan``, and categories such as ``tabletop game``.
    """
    read = {field: _column(texts, field) for field in fields}
    names = read.get("name", [""] * len(texts))
    spoken = [spoken_category(category) for category in read.get("category", [""] * len(texts))]
    further = [read[field] for field in fields if field not in ("name", "category")]
    lines = [
        ": ".join(part for part in (kind, " ".join(filter(None, (name, *more)))) if part)
        for kind, name, *more in zip(spoken, names, *further, strict=True)
    ]
    return lines, spoken


@lru_cache(_KNOWN_TEXTS)
def readable(text: str) -> str:
    """Clean one field: no markup, no control characters, no instruction to a model.

    Args:
        text: Any text, any length, any script.

    Returns:
        One line of at most 1,000 characters.
    """
    text = html.unescape(text[: 4 * _MAX_CHARACTERS])
    text = unicodedata.normalize("NFKC", _TAG.sub(" ", text))
    text = _SPACE.sub(" ", _NOT_PRINTED.sub(" ", text)).strip()
    return strip_instructions(text[:_MAX_CHARACTERS]).strip()


def spoken_category(category: str) -> str:
    """Say a category in words: the last two levels of a path, ``TABLETOP_GAME`` as two words."""
    levels = [level.strip() for level in _LEVEL.split(category) if level.strip()]
    words = " ".join(levels[-2:]).replace("_", " ")
    return _SPACE.sub(" ", words).strip().lower()


def stems(text: str) -> tuple[str, ...]:
    """Stems of a text's words of two letters or more, in order."""
    return tuple(pack().stem(word) for word in _WORD.findall(text.casefold()))


def _column(texts: pd.DataFrame, field: str) -> list[str]:
    column = COLUMN_OF_FIELD[field]
    if column not in texts:
        return [""] * len(texts)
    return [str(text) for text in texts[column].fillna("")]
