"""A model of few rules that stands in for a language model: the same question, the same answer."""

from __future__ import annotations

import json
from typing import Any

from tests.integration.llm.server import Call, Reaction

WORDS = {
    "yarn": ("knitting", "activity"),
    "fishing": ("fishing", "activity"),
    "guitar": ("playing guitar", "activity"),
    "camera": ("photography", "activity"),
    "puppy": ("dog owners", "lifestyle"),
    "chess": ("chess", "activity"),
}


def answer_item(purpose: str, item: dict[str, Any]) -> dict[str, Any]:
    """The honest answer to one item."""
    number = item["item"]
    if purpose == "label":
        text = f"{item['product_name']} {item['category_path']}".lower()
        found = [pair for word, pair in WORDS.items() if word in text]
        return {
            "item": number,
            "labels": [{"label": a, "kind": k, "relevance": 0.9} for a, k in found],
        }
    if purpose == "judge":
        text = item["product_name"].lower()
        fits = any(label == item["label"] and word in text for word, (label, _) in WORDS.items())
        return {
            "item": number,
            "fit_grade": 5 if fits else 1,
            "reason_code": "fits" if fits else "unrelated",
            "is_sensitive": False,
            "explanation": f"{item['label']} {'is' if fits else 'is not'} what the text shows.",
        }
    if purpose == "name":
        return {"item": number, "topic_name": f"All {item['children'][0]}", "kind": "activity"}
    if purpose == "synonym":
        same = item["label_a"][:4] == item["label_b"][:4]
        return {"item": number, "is_same": same, "explanation": "By the first letters."}
    if purpose == "persona":
        gardens = sum("garden" in line for line in item["purchases"]) > 1
        return {"item": number, "persona_ids": ["gardeners"] if gardens else []}
    if purpose == "expansion":
        return {
            "item": number,
            "next_steps": [f"more {item['journey'].casefold()}", "raised garden beds"],
        }
    if purpose == "journey":
        about = (item["keywords"] or [item["topic"]])[0]
        return {"item": number, "journey_name": f"Enjoying {about}", "is_sensitive": False}
    if purpose == "attribute":
        words = item["product_name"].lower().split()
        colours = [word for word in words if word in ("red", "blue", "navy")]
        return {
            "item": number,
            "attributes": [{"attribute": "colour", "value": colour} for colour in colours],
        }
    return {"item": number, "best_parent": item["parent"], "explanation": "It stays."}


def honest(call: Call) -> Reaction:
    """Answer every item of a call."""
    return Reaction(to_json([answer_item(call.purpose, item) for item in call.items]))


def to_json(answers: list[dict[str, Any]]) -> str:
    """Write item answers as the prompts ask for them."""
    return json.dumps({"answers": answers})


def sample_items(purpose: str, count: int) -> list[dict[str, Any]]:
    """Items of a purpose, all different."""
    words = list(WORDS)
    rows: list[dict[str, Any]] = []
    for n in range(count):
        word = words[n % len(words)]
        name = f"Shop item {n} with {word}"
        if purpose == "label":
            rows.append(
                {
                    "product_name": name, "category_path": "A > B", "brand": "", "attributes": "",
                    "description": "",
                }
            )  # fmt: skip
        elif purpose == "judge":
            rows.append({"product_name": name, "category_path": "A", "label": WORDS[word][0]})
        elif purpose == "name":
            rows.append({"children": [name, "other"], "siblings": ["x"], "parent": ""})
        elif purpose == "synonym":
            rows.append({"label_a": name, "label_b": f"{name}s"})
        elif purpose == "persona":
            rows.append({"purchases": [f"{name}, 2 times"]})
        elif purpose == "expansion":
            rows.append({"journey": name})
        elif purpose == "journey":
            rows.append({"topic": word, "keywords": [name], "products": []})
        elif purpose == "attribute":
            rows.append(
                {"product_name": f"red {name}", "category_path": "A", "brand": "", "attributes": ""}
            )
        else:
            rows.append({"topic": name, "parent": "Crafts", "alternatives": ["Sports", "Music"]})
    return rows


VARIABLES: dict[str, dict[str, Any]] = {
    "label": {"language": "English", "max_labels": 4},
    "judge": {"language": "English"},
    "name": {"language": "English"},
    "synonym": {},
    "coherence": {},
    "journey": {"language": "English"},
    "attribute": {},
    "persona": {"personas": "gardeners (Gardeners) Grows plants."},
    "expansion": {"language": "English"},
}
