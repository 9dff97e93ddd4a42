"""A model that answers with the labels and grades recorded for the demo shop."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from hobby_profiles.llm.instructions import strip_instructions
from hobby_profiles.llm.items import normalise
from tests.integration.llm.model import answer_item, to_json
from tests.integration.llm.server import Call, Reaction

SEEDS = Path(__file__).parents[3] / "seeds"
MEMORY = SEEDS / "reference" / "labelled_texts.parquet"
PRODUCTS = SEEDS / "demo" / "products.parquet"


def recorded_texts(limit: int | None = None) -> dict[tuple[str, str], list[tuple[str, int]]]:
    """Recorded labels with grades by name and category, a repeatable sample of the demo's texts."""
    rows = duckdb.execute(
        "select product_name, category_path, label, fit_grade from read_parquet(?) as texts "
        "semi join read_parquet(?) as products using (product_name, category_path) "
        "order by md5(product_name || category_path), label_rank",
        [str(MEMORY), str(PRODUCTS)],
    ).fetchall()
    texts: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for name, category, label, grade in rows:
        if limit is not None and (name, category) not in texts and len(texts) == limit:
            break
        found = texts.setdefault((name, category), [])
        if label is not None:
            found.append((label, grade))
    return texts


class RecordedModel:
    """Answers from the record; a judge says in a sentence what it thinks.

    Args:
        texts: From :func:`recorded_texts`.
    """

    def __init__(self, texts: dict[tuple[str, str], list[tuple[str, int]]]) -> None:
        self._texts = {
            tuple(strip_instructions(normalise(part)) for part in text): labels
            for text, labels in texts.items()
        }

    def __call__(self, call: Call) -> Reaction:
        """Answer one call."""
        return Reaction(to_json([self._answer(call.purpose, item) for item in call.items]))

    def _answer(self, purpose: str, item: dict[str, Any]) -> dict[str, Any]:
        if purpose not in {"label", "judge"}:
            return answer_item(purpose, item)
        recorded = self._texts[item["product_name"], item["category_path"]]
        if purpose == "label":
            return {
                "item": item["item"],
                "labels": [
                    {"label": label, "kind": "activity", "relevance": 0.2 * grade}
                    for label, grade in recorded
                ],
            }
        grade = dict(recorded).get(item["label"], 1)
        return {
            "item": item["item"],
            "fit_grade": grade,
            "reason_code": "fits" if grade >= 3 else "weak",
            "is_sensitive": False,
            "explanation": f"People who buy this product often practise {item['label']}."
            if grade >= 3
            else f"The product shows no clear connection with {item['label']} as an interest.",
        }
