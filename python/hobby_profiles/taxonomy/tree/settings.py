"""Settings of the tree: which inner topics stay, and its shape."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from hobby_profiles.core.settings import StageSettings
from hobby_profiles.embedding.shipped import SHIPPED_MODEL
from hobby_profiles.llm.settings import LlmSettings


class TreeSettings(StageSettings):
    """How the tree of topics is built.

    Attributes:
        tree_relevance_factor: An inner topic stays only if its height exceeds the mean height of
            its inner children by more than this share (0.2 is 20%).
        tree_max_children: Most children an inner topic may have.
        tree_max_depth: Most levels, leaves included; top-level topics have depth 1.
        tree_max_branches: Most top-level topics.
        tree_min_group: Fewest leaf topics an inner topic below the top level is made for.
        embedding_model: Model that embeds the guide's examples, the one of the labels.
        cache_dir: Folder where its vectors are kept.
        coherence_check: Who has the last word on moving a topic to another group: ``embedded``,
            the cosines, or ``openai``, a language model.
        llm: How to reach a language model, if one has it.
    """

    tree_relevance_factor: float = Field(default=0.2, ge=0.0, le=5.0)
    tree_max_children: int = Field(default=40, ge=2)
    tree_max_depth: int = Field(default=6, ge=2, le=6)
    tree_max_branches: int = Field(default=40, ge=2)
    tree_min_group: int = Field(default=3, ge=2)
    embedding_model: str = SHIPPED_MODEL
    cache_dir: str = ".hobby_cache"
    coherence_check: Literal["embedded", "openai"] = "embedded"
    llm: LlmSettings = LlmSettings()
