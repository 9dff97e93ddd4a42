from __future__ import annotations

from typing import Any

import pytest

from hobby_profiles.llm.client import make_items
from hobby_profiles.llm.prompts.loader import load_prompt
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.llm.wire.requests import RequestMaker

ROWS = [{"product_name": f"x{n}", "category_path": "", "label": "y"} for n in range(3)]


def _bodies(**changes: Any) -> list[dict[str, Any]]:
    settings = LlmSettings.from_values(changes)
    variables = {"language": settings.llm_language}
    prompt = load_prompt("judge")
    maker = RequestMaker(prompt, variables, settings, None)
    return [maker.body(r) for r in maker.group(make_items(settings, prompt, ROWS, variables))]


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"llm_model": "other"}, "model", "other"),
        ({"llm_temperature": 0.7}, "temperature", 0.7),
        ({"llm_temperature": -1}, "temperature", None),
        ({"llm_output_limit_field": "max_tokens"}, "max_tokens", 190),
        ({"llm_output_limit_field": "max_tokens"}, "max_completion_tokens", None),
        ({"llm_structured_output": "plain"}, "response_format", None),
    ],
)
def test_a_setting_changes_what_is_sent(changes: dict[str, Any], field: str, value: object) -> None:
    assert _bodies(**changes)[0].get(field) == value != _bodies()[0].get(field)


def test_language_and_grouping_change_what_is_sent() -> None:
    assert "Polish" in str(_bodies(llm_language="Polish")) and "Polish" not in str(_bodies())
    assert len(_bodies()) == 3 and len(_bodies(llm_items_per_request=2)) == 2
