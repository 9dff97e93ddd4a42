"""The language model as referee of doubtful places in the tree."""

from __future__ import annotations

from collections.abc import Sequence

from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.taxonomy.tree.coherence import PlaceCase


def check_places(cases: Sequence[PlaceCase], settings: LlmSettings) -> list[str | None]:
    """Ask under which parent each topic belongs.

    Args:
        cases: Topics whose place is in doubt.
        settings: How to reach the language model.

    Returns:
        The name of the best parent, always one of those offered; None where there is no usable
        answer, and then the topic stays where it is.

    Raises:
        MissingKeyError: If the key is not in the environment.
    """
    if not cases:
        return []
    answers = LanguageModel(settings).ask(
        "coherence",
        [
            {"topic": c.topic, "parent": c.parent, "alternatives": list(c.alternatives)}
            for c in cases
        ],
    )
    chosen: list[str | None] = []
    for case, answer in zip(cases, answers, strict=True):
        offered = {name.casefold(): name for name in (*case.alternatives, case.parent)}
        said = str((answer.value or {}).get("best_parent", "")).strip().casefold()
        chosen.append(offered.get(said))
    return chosen
