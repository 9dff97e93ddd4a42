from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.unit.models.wall import Manifest, broken_rules, is_wall, models, picture

PREFIX = "model.hobby_profiles."


def test_nothing_breaks_the_wall(manifest: Manifest, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{picture(manifest)}")
    assert broken_rules(manifest) == []


def test_the_wall_stands_where_the_docs_say(manifest: Manifest) -> None:
    assert {node["name"] for node in models(manifest).values() if is_wall(node)} >= {
        "hobby__topics",
        "hobby__topic_ancestors",
        "hobby__product_topics",
        "hobby__product_keywords",
        "int_hobby__product_places",
        "int_hobby__signature_names",
        "int_hobby__basket_personas",
        "int_hobby__topic_expansions",
        "hobby__keyword_neighbours",
    }


def reads(name: str, *parents: str) -> Callable[[Manifest], None]:
    def change(manifest: Manifest) -> None:
        depends_on = manifest["nodes"][PREFIX + name]["depends_on"]["nodes"]
        depends_on += [parent if "." in parent else PREFIX + parent for parent in parents]

    return change


def becomes(name: str, **changes: Any) -> Callable[[Manifest], None]:
    def change(manifest: Manifest) -> None:
        manifest["nodes"][PREFIX + name] |= changes

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            becomes("int_hobby__user_topics", language="python"),
            "int_hobby__user_topics is Python, right of the wall",
        ),
        (
            reads("int_hobby__product_texts", "stg_hobby__events"),
            "int_hobby__product_texts reads stg_hobby__events, which knows users",
        ),
        (
            reads("hobby__topics", "int_hobby__topic_totals"),
            "hobby__topics reads int_hobby__topic_totals, which knows users",
        ),
        (
            reads("stg_hobby__products", "stg_hobby__users"),
            "stg_hobby__products reads stg_hobby__users, which knows users",
        ),
        (
            becomes("int_hobby__product_event_counts", columns={"product_id": {}, "user_id": {}}),
            "int_hobby__product_event_counts carries users through the door",
        ),
        (
            reads("int_hobby__user_topics", "int_hobby__topic_tree"),
            "int_hobby__user_topics reads int_hobby__topic_tree, which stands behind the wall",
        ),
        (
            reads("int_hobby__profile_candidates", "hobby__user_topic_scores"),
            "int_hobby__profile_candidates reads the mart hobby__user_topic_scores, "
            "which is no table of the wall",
        ),
        (
            reads("hobby__user_profiles", "stg_hobby__products"),
            "hobby__user_profiles is a mart and reads stg_hobby__products of staging",
        ),
        (
            reads("int_hobby__texts_keyworded", "int_hobby__user_keywords"),
            "int_hobby__texts_keyworded reads int_hobby__user_keywords, which knows users",
        ),
        (
            reads("int_hobby__user_keywords", "int_hobby__texts_keyworded"),
            "int_hobby__user_keywords reads int_hobby__texts_keyworded, which stands behind the wall",
        ),
        (
            reads("int_hobby__signatures_named", "int_hobby__journey_signatures"),
            "int_hobby__signatures_named reads int_hobby__journey_signatures, which knows users",
        ),
        (
            reads("int_hobby__baskets_read", "int_hobby__persona_purchases"),
            "int_hobby__baskets_read reads int_hobby__persona_purchases, which knows users",
        ),
        (
            becomes("int_hobby__signature_traits", columns={"user_count": {}}),
            "int_hobby__signature_traits carries users through the door",
        ),
        (
            becomes("hobby__topic_summary", raw_code="select count(*) from x group by topic_id"),
            "hobby__topic_summary is a mart and works out 'group by' instead of selecting",
        ),
        (
            reads("int_hobby__user_events", "source.hobby_profiles.hobby_shop.events"),
            "int_hobby__user_events reads a source, which only staging may",
        ),
    ],
)  # fmt: skip
def test_a_broken_rule_is_found(
    manifest: Manifest, change: Callable[[Manifest], None], said: str
) -> None:
    broken = deepcopy(manifest)
    change(broken)
    assert said in broken_rules(broken)
