"""Where keywords lie among the product texts: the mean of the texts that carry them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from hobby_profiles.core.vectors import unit_rows
from hobby_profiles.embedding import EmbeddingModel, embed_texts, load_embedding_model
from hobby_profiles.keywords.settings import KeywordSettings
from hobby_profiles.labels.texts.views import COLUMN_OF_FIELD, lines_and_types, readable_fields

_ALONE = 0.25
"""Fit of a keyword that no other text carries: nothing speaks for it or against it."""


@dataclass(frozen=True)
class TextLines:
    """Texts as the labeller embeds them, and the phrases that terms are read from.

    Attributes:
        lines: One line per text.
        phrases: For each text its fields, the category in words among them.
    """

    lines: list[str]
    phrases: list[tuple[str, ...]]


def text_lines(texts: pd.DataFrame, fields: Sequence[str]) -> TextLines:
    """Read texts the way the labeller does, so that their vectors are shared.

    Args:
        texts: The columns of ``fields``; a missing one is empty.
        fields: Keys of `COLUMN_OF_FIELD`.
    """
    clean = readable_fields(texts, fields)
    lines, spoken = lines_and_types(clean, fields)
    others = [clean[COLUMN_OF_FIELD[field]].tolist() for field in fields if field != "category"]
    return TextLines(lines, list(zip(spoken, *others, strict=True)))


def text_vectors(lines: Sequence[str], *, model: EmbeddingModel) -> NDArray[np.float32]:
    """Embed lines, less what all of them have in common, shape (n, d), unit rows.

    Vectors of one catalogue share a direction that makes means of many texts alike whatever they
    are about (Mu and Viswanath, 2018); it is taken out.
    """
    vectors = embed_texts(lines, model=model)
    if len(vectors) < 2:
        return vectors
    return unit_rows(vectors - vectors.mean(axis=0))


@dataclass(frozen=True)
class Centres:
    """Sums of the vectors of the texts that carry each keyword.

    Attributes:
        keywords: ``K`` keywords, sorted.
        sums: (K, d) sums of unit vectors.
        vectors: (n, d) unit vectors of the texts.
    """

    keywords: NDArray[np.object_]
    sums: NDArray[np.float32]
    vectors: NDArray[np.float32]

    @classmethod
    def of(cls, found: pd.DataFrame, vectors: NDArray[np.float32]) -> Centres:
        """Sum up.

        Args:
            found: text (row of ``vectors``), keyword; each pair once.
            vectors: From `text_vectors`.
        """
        row, keywords = pd.factorize(found["keyword"], sort=True)
        carried = sparse.csr_array(
            (np.ones(len(row), dtype=np.float32), (row, found["text"].to_numpy())),
            shape=(len(keywords), len(vectors)),
        )
        return cls(np.asarray(keywords, dtype=object), carried @ vectors, vectors)

    @classmethod
    def of_keywords(
        cls,
        keywords: pd.DataFrame,
        texts: pd.DataFrame,
        lines: Sequence[str],
        settings: KeywordSettings,
    ) -> Centres:
        """Sum up by the tables of keywords and texts.

        Args:
            keywords: text_hash, keyword: what `text_keywords` returns.
            texts: text_hash, sorted by it.
            lines: The texts, from `text_lines`.
            settings: Model and its cache.
        """
        row_of = pd.Series(texts.index, index=texts["text_hash"])
        found = pd.DataFrame(
            {
                "text": row_of[keywords["text_hash"]].to_numpy(),
                "keyword": keywords["keyword"].to_numpy(),
            }
        )
        model = load_embedding_model(settings.embedding_model, cache_dir=settings.cache_dir)
        return cls.of(found, text_vectors(lines, model=model))

    def fit(self, found: pd.DataFrame) -> NDArray[np.float64]:
        """How near each text is to the other texts of its keyword, by cosine, at least 0.

        Args:
            found: As for :meth:`of`.
        """
        place = {keyword: row for row, keyword in enumerate(self.keywords)}
        row = found["keyword"].map(place).to_numpy(dtype=np.int64)
        text = found["text"].to_numpy()
        fits = np.empty(len(found))
        squares = np.einsum("ij,ij->i", self.sums, self.sums, dtype=np.float64)
        for start in range(0, len(found), 65_536):
            part = slice(start, start + 65_536)
            along = np.einsum(
                "ij,ij->i", self.sums[row[part]], self.vectors[text[part]], dtype=np.float64
            )
            length = squares[row[part]] - 2 * along + 1
            others = np.sqrt(np.maximum(length, 0))
            with np.errstate(invalid="ignore", divide="ignore"):
                fits[part] = np.where(others > 1e-3, (along - 1) / others, _ALONE)
        return np.clip(fits, 0.0, 1.0)
