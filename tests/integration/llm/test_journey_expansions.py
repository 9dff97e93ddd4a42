"""What goes with a journey by a language model: what it is told, and what of its answer counts."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.keywords.journey_expansions import ExpansionSettings, expand_topics
from tests.integration.llm.conftest import MakeSettings
from tests.integration.llm.model import honest, to_json
from tests.integration.llm.server import Reaction, ScriptedServer

TRAITS = pd.DataFrame(
    [
        ("s1", "topic", "t-knit", 0, 9),
        ("s1", "keyword", "socks", 1, 7),
        ("s2", "topic", "t-knit", 0, 9),
        ("s3", "topic", "t-sick", 0, 9),
    ],
    columns=["signature_id", "trait_kind", "trait", "trait_rank", "holder_count"],
)
TOPICS = pd.DataFrame(
    [("t-knit", "Knitting", False), ("t-sick", "Chemotherapy", False), ("t-own", "Golf", False)],
    columns=["topic_id", "topic_name", "is_sensitive"],
)
LABELS = pd.DataFrame([("t-knit", "knitting"), ("t-knit", "knit")], columns=["topic_id", "label"])
KEYWORDS = ["blocking mats", "crochet", "knitting", "yarn", "garden bed", "cancer ribbon"]


def test_only_keywords_of_the_shop_count_and_no_topic_is_asked_about_twice(
    make_settings: MakeSettings,
) -> None:
    said = ["Crochet", "knitting", "foam blocking mat", "yarn dyeing", "cancer ribbons", "crochet"]

    with ScriptedServer(
        lambda call: Reaction(to_json([{"item": 1, "next_steps": said}]))
    ) as server:
        settings = ExpansionSettings(journey_expander="openai", llm=make_settings(server))
        first = expand_topics(TRAITS, TOPICS, LABELS, KEYWORDS, settings)
        again = expand_topics(TRAITS, TOPICS, LABELS, KEYWORDS, settings)
        assert [call.items for call in server.calls] == [[{"item": 1, "journey": "Knitting"}]]
    pd.testing.assert_frame_equal(first, again)
    assert first.to_numpy().tolist() == [["t-knit", "blocking mats", 2], ["t-knit", "crochet", 1]]


def test_nobody_is_asked_unless_a_language_model_is_switched_on(
    make_settings: MakeSettings,
) -> None:
    with ScriptedServer(honest) as server:
        settings = ExpansionSettings(llm=make_settings(server))
        found = expand_topics(TRAITS, TOPICS, LABELS, KEYWORDS, settings)
        assert found.empty and found["suggestion_rank"].dtype == "int64"
        assert server.calls == []
