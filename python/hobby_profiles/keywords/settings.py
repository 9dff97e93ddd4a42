"""Settings of keywords."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, field_validator

from hobby_profiles.core.settings import StageSettings
from hobby_profiles.embedding.shipped import SHIPPED_MODEL
from hobby_profiles.labels.settings import TextField, split_words


class KeywordSettings(StageSettings):
    """How product texts get their keywords.

    Attributes:
        embedding_model: ``all-MiniLM-L6-v2`` or any sentence-transformers model.
        cache_dir: Folder for vectors.
        blocked_labels: CSV file of phrases that tell no interest.
        sensitive_topics: CSV file of sensitive terms and harmless look-alikes.
        text_fields: What is read of a product, parted by spaces.
        max_keywords: Most keywords of a product text, labels and terms together.
        min_keyword_cosine: Least cosine, in [0, 1], of keywords that count as near.
    """

    embedding_model: str = SHIPPED_MODEL
    cache_dir: Path = Path(".hobby_cache")
    blocked_labels: Path = Path("seeds/reference/hobby__blocked_labels.csv")
    sensitive_topics: Path = Path("seeds/reference/hobby__sensitive_topics.csv")
    text_fields: tuple[TextField, ...] = Field(default=("name", "category"), min_length=1)
    max_keywords: int = Field(default=4, ge=1, le=50)
    min_keyword_cosine: float = Field(default=0.45, ge=0.0, le=1.0)

    _split = field_validator("text_fields", mode="before")(split_words)
