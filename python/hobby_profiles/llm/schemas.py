"""The JSON schema of an answer, as it goes to the server, and its version."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import ConfigDict, create_model
from pydantic.json_schema import GenerateJsonSchema

from hobby_profiles.llm.answers import ItemAnswer


class _WithoutLimits(GenerateJsonSchema):
    """Leaves out lengths and ranges, which strict structured output does not take everywhere.

    They stay in the pydantic models, which check every answer.
    """

    def update_with_validations(
        self, json_schema: Any, core_schema: Any, mapping: dict[str, str]
    ) -> None:
        """Add nothing."""


def answer_schema(model: type[ItemAnswer]) -> dict[str, Any]:
    """Return the JSON schema of a whole answer: an object with a list of item answers.

    Args:
        model: The pydantic model of one item's answer.

    Returns:
        A schema with every object closed and every property required, as OpenAI's strict mode
        wants it.
    """
    whole = create_model(
        "Answers",
        __config__=ConfigDict(extra="forbid"),
        answers=(list[model], ...),  # type: ignore[valid-type]
    )
    return whole.model_json_schema(schema_generator=_WithoutLimits)


def schema_version(model: type[ItemAnswer]) -> str:
    """Return a short hash of everything the model accepts; it is part of an answer's address."""
    text = json.dumps(model.model_json_schema(), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
