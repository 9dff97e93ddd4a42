"""The last word on a judged label: the reviewed lists, whichever judge graded it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from hobby_profiles.embedding import EmbeddingModel, load_embedding_model
from hobby_profiles.labels.judge.blocked import BlockedLabels, load_blocked_labels
from hobby_profiles.labels.memory import Memory, load_memory
from hobby_profiles.labels.sensitive.labels import SensitiveTopics, load_sensitive_topics
from hobby_profiles.labels.settings import LabelSettings

_KNOWN_HOBBY_GRADE = 3


class Review:
    """Lowers the grade of what is no hobby and marks what is sensitive."""

    def __init__(
        self, blocked: BlockedLabels, sensitive: SensitiveTopics, hobbies: Sequence[str]
    ) -> None:
        """Take the lists.

        Args:
            blocked: Labels that are no hobbies.
            sensitive: Sensitive topics.
            hobbies: Labels known as hobbies, which are not blocked for mere likeness.
        """
        self._blocked = blocked
        self._sensitive = sensitive
        self._hobbies = hobbies

    def apply(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Apply the lists to judged labels.

        Args:
            rows: ``label``, ``fit_grade``, ``explanation``, ``reason_code``, ``is_sensitive``.

        Returns:
            The rows in the same order: a blocked label is graded 1 or 2 and says why, a sensitive
            one is marked and keeps its grade. What a judge marked itself stays marked.
        """
        labels = sorted(rows["label"].unique())
        blocked = self._blocked.find(labels, self._hobbies)
        topics = self._sensitive.find(labels, self._blocked.listed)
        grades, words = rows["fit_grade"].tolist(), rows["explanation"].tolist()
        codes, marks = rows["reason_code"].tolist(), rows["is_sensitive"].tolist()
        for row, label in enumerate(rows["label"]):
            if label in blocked:
                block = blocked[label]
                grades[row] = min(grades[row], block.grade)
                codes[row], words[row] = block.reason_code, block.explanation
            if label in topics:
                codes[row], marks[row] = f"sensitive_{topics[label]}", True
                words[row] = f"sensitive: {topics[label]}; {words[row]}"
        return rows.assign(
            fit_grade=pd.Series(grades, rows.index, dtype="int64"),
            explanation=pd.Series(words, rows.index, dtype="str"),
            reason_code=pd.Series(codes, rows.index, dtype="str"),
            is_sensitive=pd.Series(marks, rows.index, dtype="bool"),
        )


def make_review(settings: LabelSettings, memory: Memory, model: EmbeddingModel) -> Review:
    """Read the lists that the settings name.

    Args:
        settings: Settings of labelling.
        memory: Its labels with a mean grade of 3 or more are the known hobbies.
        model: Gives the vectors by which unlisted labels are compared with the lists.

    Returns:
        The review, ready to use.
    """
    mean = memory.labels.groupby("label")["fit_grade"].mean()
    return Review(
        load_blocked_labels(settings.blocked_labels, model),
        load_sensitive_topics(settings.sensitive_topics, model),
        sorted(mean.index[mean >= _KNOWN_HOBBY_GRADE]),
    )


def load_review(settings: LabelSettings) -> Review:
    """Read the lists, the memory and the embedding model that the settings name."""
    model = load_embedding_model(settings.embedding_model, cache_dir=str(settings.cache_dir))
    return make_review(settings, load_memory(settings.label_memory), model)
