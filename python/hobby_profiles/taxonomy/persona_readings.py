"""A language model as reader of personas: it sees lists of purchases, and no key of anybody.

Enters: different lists of purchases and the set of personas. Leaves: personas by list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

import pandas as pd
from pydantic import Field

from hobby_profiles.core.columns import require_columns
from hobby_profiles.core.errors import InputError
from hobby_profiles.core.settings import StageSettings
from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.llm.store.answers import OK

_LEAST_AGREEMENT = 0.5


class PersonaReadingSettings(StageSettings):
    """How a language model reads personas.

    Attributes:
        persona_labeller: ``embedded``, in SQL and without a model, or ``openai``.
        share_purchases_with_llm: Whether what users bought may be sent to the model.
        persona_repeats: Readings of each list.
        llm: How to reach the language model.
    """

    persona_labeller: Literal["embedded", "openai"] = "embedded"
    share_purchases_with_llm: bool = False
    persona_repeats: int = Field(default=3, ge=1, le=9)
    llm: LlmSettings = LlmSettings()


def read_baskets(
    baskets: pd.DataFrame, personas: pd.DataFrame, settings: PersonaReadingSettings
) -> pd.DataFrame:
    """Ask a language model which personas lists of purchases show.

    Each list is read `persona_repeats` times, each time with the personas in another order; a
    persona stands that at least half of the readings give (self-consistency, Wang et al., 2023).

    Args:
        baskets: basket_id, purchase_lines (one text, a line a product).
        personas: persona_id, persona_name, definition.
        settings: Whether to ask, how often, and how to reach the model.

    Returns:
        basket_id, persona_id, agreement (share of the readings answered that gave it, from 0.5
        on). Sorted; empty unless a language model reads.

    Raises:
        InputError: If purchases may not be shared.
        MissingKeyError: If the key is not in the environment.
    """
    if settings.persona_labeller != "openai" or baskets.empty:
        return _frame([])
    if not settings.share_purchases_with_llm:
        raise InputError(
            f"{len(baskets)} lists of purchases would be sent to {settings.llm.llm_base_url}, but "
            "hobby__share_purchases_with_llm is false. Set it to true if that is allowed, or "
            "hobby__persona_labeller to embedded."
        )
    require_columns(baskets, ["basket_id", "purchase_lines"], "int_hobby__persona_baskets")
    require_columns(personas, ["persona_id", "persona_name", "definition"], "personas")
    ordered = baskets.sort_values("basket_id", ignore_index=True)
    items = basket_items(ordered)
    model = LanguageModel(settings.llm)
    votes: Counter[tuple[str, str]] = Counter()
    answered: Counter[str] = Counter()
    known = set(personas["persona_id"])
    for reading in range(settings.persona_repeats):
        variables = persona_variables(personas, reading, settings.persona_repeats)
        answers = model.ask("persona", items, variables)
        for basket, answer in zip(ordered["basket_id"], answers, strict=True):
            if answer.status != OK or answer.value is None:
                continue
            answered[basket] += 1
            votes.update((basket, persona) for persona in known & set(answer.value["persona_ids"]))
    rows = [(*pair, count / answered[pair[0]]) for pair, count in votes.items()]
    return _frame(sorted(row for row in rows if row[2] >= _LEAST_AGREEMENT))


def basket_items(baskets: pd.DataFrame) -> list[dict[str, str | list[str]]]:
    """Return what is asked about each basket: its lines and nothing else."""
    return [{"purchases": str(lines).splitlines()} for lines in baskets["purchase_lines"]]


def persona_variables(personas: pd.DataFrame, reading: int, repeats: int) -> dict[str, str]:
    """Return the set as the prompt shows it in one of the readings, begun at another place.

    Args:
        personas: persona_id, persona_name, definition.
        reading: Which one, from 0.
        repeats: Readings of each list.
    """
    ordered = personas.sort_values("persona_id")
    lines = [
        f"{row.persona_id} ({row.persona_name}) {row.definition}" for row in ordered.itertuples()
    ]
    start = reading * len(lines) // max(repeats, 1)
    return {"personas": "\n".join(lines[start:] + lines[:start])}


def _frame(rows: Sequence[tuple[str, str, float]]) -> pd.DataFrame:
    # An empty table must have the types of a full one, or a warehouse cannot join it.
    types = {"basket_id": "str", "persona_id": "str", "agreement": "float64"}
    return pd.DataFrame(rows, columns=list(types)).astype(types)
