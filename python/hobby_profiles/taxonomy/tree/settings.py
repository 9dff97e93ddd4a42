"""Settings of the tree: how topics are clustered, which inner topics stay, and its shape."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from hobby_profiles.core.settings import StageSettings
from hobby_profiles.embedding.shipped import SHIPPED_MODEL
from hobby_profiles.llm.settings import LlmSettings


class TreeSettings(StageSettings):
    """How the tree of topics is built.

    Attributes:
        tree_relevance_factor: An inner topic stays only if its height exceeds the mean height of
            its inner children by more than this share (0.2 is 20%).
        tree_relevance_direction: ``bottom_up`` judges children first, so a topic is compared with
            the inner children that stayed; ``top_down`` compares it with its original ones.
        tree_max_children: Most children an inner topic may have.
        tree_max_depth: Most levels, leaves included; top-level topics have depth 1.
        tree_min_branches: Fewest top-level topics, where there are enough topics.
        tree_max_branches: Most top-level topics.
        tree_min_group: Fewest leaf topics an inner topic below the top level is made for.
        tree_heavy_share: A child with more than this share of its parent's leaves is dissolved.
        tree_same_cosine: Sibling groups whose centroids have at least this cosine are merged.
        tree_move_margin: A topic moves to another group that is nearer by more than this cosine.
        tree_exact_limit: Most topics whose pairwise distances are held in memory at once; more
            are clustered in rounds, which gives the same tree in less memory and more time.
        tree_guide_weight: Share in [0, 1) of the guide (reviewed areas, how labels are used) in
            the distance of two topics; 0 clusters on the meaning of the labels alone.
        tree_guide_floor: Cosine to an area's examples below which a topic is not placed by the
            guide.
        embedding_model: Model that embeds the guide's examples, the one of the labels.
        cache_dir: Folder where its vectors are kept.
        coherence_check: Who has the last word on moving a topic to another group: ``embedded``,
            the cosines, or ``openai``, a language model.
        llm: How to reach a language model, if one has it.
    """

    tree_relevance_factor: float = Field(default=0.2, ge=0.0, le=5.0)
    tree_relevance_direction: Literal["bottom_up", "top_down"] = "bottom_up"
    tree_max_children: int = Field(default=40, ge=2)
    tree_max_depth: int = Field(default=6, ge=2, le=6)
    tree_min_branches: int = Field(default=12, ge=1)
    tree_max_branches: int = Field(default=40, ge=2)
    tree_min_group: int = Field(default=4, ge=2)
    tree_heavy_share: float = Field(default=0.5, gt=0.0, le=1.0)
    tree_same_cosine: float = Field(default=0.92, ge=0.0, le=1.0)
    tree_move_margin: float = Field(default=0.1, ge=0.0, le=2.0)
    tree_exact_limit: int = Field(default=12_000, ge=2)
    tree_guide_weight: float = Field(default=0.3, ge=0.0, lt=1.0)
    tree_guide_floor: float = Field(default=0.3, ge=0.0, le=1.0)
    embedding_model: str = SHIPPED_MODEL
    cache_dir: str = ".hobby_cache"
    coherence_check: Literal["embedded", "openai"] = "embedded"
    llm: LlmSettings = LlmSettings()

    @model_validator(mode="after")
    def _branches_in_order(self) -> TreeSettings:
        if self.tree_min_branches > self.tree_max_branches:
            raise ValueError(
                f"hobby__tree_min_branches ({self.tree_min_branches}) is above "
                f"hobby__tree_max_branches ({self.tree_max_branches})"
            )
        return self
