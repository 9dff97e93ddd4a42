"""The language model as referee of doubtful pairs of labels."""

from __future__ import annotations

from collections.abc import Sequence

from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.settings import LlmSettings


def check_synonyms(pairs: Sequence[tuple[str, str]], settings: LlmSettings) -> list[bool | None]:
    """Ask whether the two labels of each pair name one hobby.

    Args:
        pairs: Labels; the order within a pair does not matter.
        settings: How to reach the language model.

    Returns:
        One answer a pair, in order; None where there is no usable one.

    Raises:
        MissingKeyError: If the key is not in the environment.
    """
    if not pairs:
        return []
    answers = LanguageModel(settings).ask("synonym", [synonym_item(pair) for pair in pairs])
    return [None if a.value is None else bool(a.value["is_same"]) for a in answers]


def synonym_item(pair: tuple[str, str]) -> dict[str, str | list[str]]:
    """What the model is told about one pair, whatever its order."""
    first, second = sorted(pair)
    return {"label_a": first, "label_b": second}
