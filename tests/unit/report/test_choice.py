from __future__ import annotations

import random

from hobby_profiles.core.tables import Row
from hobby_profiles.report.choice import telling_topic, varied_users


def line(user: str, rank: int, topic: str, products: int) -> Row:
    return Row(
        user_id=user,
        profile_rank=rank,
        topic_id=topic,
        topic_path=f"{topic} branch > {topic}",
        product_count=products,
    )


LINES = [
    line("ann", 1, "yarn", 40),
    line("ann", 2, "tea", 20),
    line("bob", 1, "yarn", 39),
    line("bob", 2, "tea", 20),
    line("cid", 1, "chess", 5),
    line("dan", 1, "golf", 1),
]


def test_second_user_differs_from_the_first_though_another_has_more_evidence() -> None:
    assert varied_users(LINES, 2) == ["ann", "cid"]


def test_order_of_rows_does_not_matter() -> None:
    shuffled = random.Random(1).sample(LINES, len(LINES))
    assert varied_users(shuffled, 4) == varied_users(LINES, 4)


def test_fewer_users_than_asked() -> None:
    assert len(varied_users(LINES, 99)) == 4
    assert varied_users([], 3) == []


def test_topic_with_company_is_preferred_to_a_lonely_one() -> None:
    topics = [Row(topic_id="yarn", user_count=6), Row(topic_id="tea", user_count=2)]
    chosen = telling_topic(LINES, topics, ["ann"])
    assert chosen is not None
    assert chosen.topic_id == "yarn"
    assert telling_topic([], topics, []) is None
