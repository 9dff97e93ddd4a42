"""Settings of merging labels into topics and of attaching new ones."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from hobby_profiles.core.settings import StageSettings
from hobby_profiles.llm.settings import LlmSettings


class MergeSettings(StageSettings):
    """How labels become topics.

    Attributes:
        language: ``english``, or ``multilingual``: labels in other languages are compared by what
            they are read as in English.
        embedding_model: Name of the sentence-transformers model.
        cache_dir: Folder where vectors are kept between runs.
        merge_labels: Whether labels that mean the same become one topic; if not, each label is one
            as it stands, whatever it names.
        merge_min_score: Least probability, by the pair model, that two labels name one hobby for
            them to be merged.
        merge_doubt: Pairs whose score is this near to the least one are asked a language model, if
            ``synonym_check`` says so.
        merge_min_cosine: Least cosine of two labels' vectors for them to be compared at all;
            labels of equal normal form are compared whatever their cosine.
        synonym_check: Who decides doubtful pairs: ``embedded``, the score, or ``openai``, a
            language model.
        llm: How to reach a language model, if one decides.
    """

    language: Literal["english", "multilingual"] = "english"
    embedding_model: str = "all-MiniLM-L6-v2"
    cache_dir: str = ".hobby_cache"
    merge_labels: bool = True
    merge_min_score: float = Field(default=0.8, gt=0.0, lt=1.0)
    merge_doubt: float = Field(default=0.15, ge=0.0, le=1.0)
    merge_min_cosine: float = Field(default=0.6, ge=-1.0, le=1.0)
    synonym_check: Literal["embedded", "openai"] = "embedded"
    llm: LlmSettings = LlmSettings()
