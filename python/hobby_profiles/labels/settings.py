"""Settings of labelling and judging."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from hobby_profiles.core.settings import StageSettings
from hobby_profiles.embedding.shipped import SHIPPED_MODEL
from hobby_profiles.llm.settings import LlmSettings

TextField = Literal["name", "category", "brand", "description", "attributes"]


def split_words(fields: object) -> object:
    """Split a dbt variable that is one text, such as ``"name category"``."""
    return tuple(fields.split()) if isinstance(fields, str) else fields


class LabelSettings(StageSettings):
    """How product texts get their labels.

    Attributes:
        language: ``english``, or ``multilingual``: texts in seven other languages get English
            labels by their words, if the embedded labeller reads them.
        labeller: What proposes labels.
        judge: What grades them.
        embedding_model: ``all-MiniLM-L6-v2`` or any sentence-transformers model.
        cache_dir: Folder for vectors and answers.
        label_memory: Parquet file of labelled examples; a relative path is looked up in the
            working directory, then among the shipped files.
        blocked_labels: CSV file of labels that are no hobbies (abstract concepts, product
            categories, brands, site furniture, names), looked up likewise.
        sensitive_topics: CSV file of sensitive terms and harmless look-alikes, looked up likewise.
        known_hobbies: CSV file of hobby names and their kinds, looked up likewise.
        text_fields: What the embedded labeller reads of a product, parted by spaces: ``name``,
            ``category``, ``brand``, ``description``, ``attributes``.
        max_labels: Most labels that a text gets.
        min_relevance: Least relevance, in [0, 1], of a label that is proposed.
        min_certainty: Least probability, in [0, 1], that one of a text's candidates fits without
            doubt; a text below has no hobby.
        label_budget: Share of the new texts, in (0, 1], that a language model labels; the
            embedded labeller learns from those and labels the rest.
        llm: How to reach a language model, if one labels or judges.
    """

    language: Literal["english", "multilingual"] = "english"
    labeller: Literal["embedded", "openai"] = "embedded"
    judge: Literal["embedded", "openai"] = "embedded"
    embedding_model: str = SHIPPED_MODEL
    cache_dir: Path = Path(".hobby_cache")
    label_memory: Path = Path("seeds/reference/labelled_texts.parquet")
    blocked_labels: Path = Path("seeds/reference/hobby__blocked_labels.csv")
    sensitive_topics: Path = Path("seeds/reference/hobby__sensitive_topics.csv")
    known_hobbies: Path = Path("seeds/reference/hobby__known_hobbies.csv")
    text_fields: tuple[TextField, ...] = Field(default=("name", "category"), min_length=1)
    max_labels: int = Field(default=4, ge=1, le=10)
    min_relevance: float = Field(default=0.35, ge=0.0, le=1.0)
    min_certainty: float = Field(default=0.18, ge=0.0, le=1.0)
    label_budget: float = Field(default=1.0, gt=0.0, le=1.0)
    llm: LlmSettings = LlmSettings()

    _split = field_validator("text_fields", mode="before")(split_words)
