"""What a run would ask, as far as the warehouse tells today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from hobby_profiles.app.estimate.doubts import doubtful_pairs, doubtful_places, table_or_nothing
from hobby_profiles.attributes.language_model import attribute_items
from hobby_profiles.core.tables import Warehouse
from hobby_profiles.keywords.settings import KeywordSettings
from hobby_profiles.keywords.signatures import asked_topics, read_signatures
from hobby_profiles.labels.asked.labeller import label_items, label_variables
from hobby_profiles.labels.judge.language_model import judge_items, judge_variables
from hobby_profiles.labels.sensitive.terms import ListedTerms, load_listed_terms
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.llm.money.estimate import Question
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.taxonomy.persona_readings import basket_items, persona_variables

SWITCHES = {
    "label": "hobby__labeller",
    "judge": "hobby__judge",
    "name": "hobby__namer",
    "synonym": "hobby__synonym_check",
    "coherence": "hobby__coherence_check",
    "journey": "hobby__journey_namer",
    "attribute": "hobby__attribute_tagger",
    "persona": "hobby__persona_labeller",
    "expansion": "hobby__journey_expander",
}
"""The variable that switches each purpose on."""

# Labels of a text where none were made yet: the mean of the demo shop's recorded texts, labels
# graded 1 or 2 left out, as a model's less relevant ones are by hobby__min_relevance. Once a
# language model has labelled, its labels are counted instead.
_LABELS_PER_TEXT = 1.73
_TYPICAL_LABEL = "outdoor cooking"
_LISTED = 12


def questions(
    warehouse: Warehouse, settings: LlmSettings, variables: Mapping[str, Any], *, every: bool
) -> Iterator[Question]:
    """List what would be asked.

    Args:
        warehouse: Holds the product texts, and labels and topics if they were built before.
        settings: Settings of the layer.
        variables: The project's variables, for the switches and the number of labels.
        every: Whether all purposes count, whatever is switched on.

    Raises:
        InputError: If the product texts are not built.
    """
    wanted = {
        purpose
        for purpose, switch in SWITCHES.items()
        if every or variables.get(switch) == "openai"
    }
    labels = LabelSettings(
        llm=settings,
        max_labels=variables.get("hobby__max_labels", 4),
        label_budget=variables.get("hobby__label_budget", 1.0),
    )
    texts = warehouse.frame("select * from labels.int_hobby__product_texts order by text_hash")
    if "label" in wanted:
        share = labels.label_budget
        basis = "counted" if share == 1 else f"{share:.0%} of the new texts (hobby__label_budget)"
        yield Question("label", label_items(texts), label_variables(labels), share, basis)
    if "judge" in wanted:
        yield _judge(warehouse, labels, texts, is_asked="label" in wanted)
    if "name" in wanted:
        yield Question(
            "name", _topics(warehouse), {"language": settings.llm_language}, 1.0,
            "inner topics of the last build",
        )  # fmt: skip
    if "synonym" in wanted:
        yield Question(
            "synonym", doubtful_pairs(warehouse, variables), {}, 1.0,
            "doubtful pairs among the labels of the last build",
        )  # fmt: skip
    if "coherence" in wanted:
        yield Question(
            "coherence", doubtful_places(warehouse), {}, 1.0, "topics moved by the last build"
        )
    if "journey" in wanted:
        yield Question(
            "journey", _signatures(warehouse, variables), {"language": settings.llm_language}, 1.0,
            "signatures of the last build's journeys",
        )  # fmt: skip
    if "attribute" in wanted:
        hashed = table_or_nothing(warehouse, "labels.int_hobby__products_hashed")
        items = list(attribute_items(hashed).values()) if len(hashed) else []
        yield Question("attribute", items, {}, 1.0, "product texts of the last build")
    if "persona" in wanted:
        yield _personas(warehouse, int(variables.get("hobby__persona_repeats", 3)))
    if "expansion" in wanted:
        yield Question(
            "expansion", _journey_topics(warehouse, variables), {"language": settings.llm_language},
            1.0, "topics of the last build's journeys",
        )  # fmt: skip


def _judge(
    warehouse: Warehouse, settings: LabelSettings, texts: pd.DataFrame, *, is_asked: bool
) -> Question:
    made = table_or_nothing(warehouse, "labels.int_hobby__labels_generated")
    is_known = len(made) and ("openai" in set(made["labeller"])) == is_asked
    if is_known:
        return Question(
            "judge", judge_items(made, texts), judge_variables(settings), 1.0,
            "labels of the last build",
        )  # fmt: skip
    pairs = texts[["text_hash"]].assign(label=_TYPICAL_LABEL)
    return Question(
        "judge", judge_items(pairs, texts), judge_variables(settings), _LABELS_PER_TEXT,
        f"assumed: {_LABELS_PER_TEXT} labels a text",
    )  # fmt: skip


def _personas(warehouse: Warehouse, repeats: int) -> Question:
    baskets = table_or_nothing(warehouse, "engagement.int_hobby__persona_baskets")
    basis = f"users read in the last build, {repeats} times each"
    if baskets.empty:
        return Question("persona", [], {"personas": ""}, repeats, basis)
    personas = warehouse.frame("select * from staging.stg_hobby__personas")
    variables = persona_variables(personas, 0, repeats)
    return Question("persona", basket_items(baskets), variables, repeats, basis)


def _signatures(
    warehouse: Warehouse, variables: Mapping[str, Any]
) -> list[dict[str, str | list[str]]]:
    """What would be told of the last build's journeys."""
    traits = table_or_nothing(warehouse, "engagement.int_hobby__signature_traits")
    if traits.empty:
        return []
    signatures = read_signatures(
        traits,
        warehouse.frame("select * from marts.hobby__topics"),
        warehouse.frame("select * from staging.stg_hobby__products"),
        _sensitive(variables),
    )
    return [signature.item for signature in signatures]


def _journey_topics(
    warehouse: Warehouse, variables: Mapping[str, Any]
) -> list[dict[str, str | list[str]]]:
    """Topics of the last build's journeys."""
    traits = table_or_nothing(warehouse, "engagement.int_hobby__signature_traits")
    if traits.empty:
        return []
    topics = warehouse.frame("select * from marts.hobby__topics")
    return [
        {"journey": name} for name in asked_topics(traits, topics, _sensitive(variables)).values()
    ]


def _sensitive(variables: Mapping[str, Any]) -> ListedTerms:
    listed = variables.get("hobby__sensitive_topics")
    settings = KeywordSettings(**({"sensitive_topics": listed} if listed else {}))
    return load_listed_terms(settings.sensitive_topics)


def _topics(warehouse: Warehouse) -> list[dict[str, str | list[str]]]:
    """The topics to name, with their surroundings as they were last named."""
    tree = table_or_nothing(warehouse, "taxonomy.int_hobby__topic_tree")
    names = table_or_nothing(warehouse, "taxonomy.int_hobby__topic_names")
    if tree.empty or names.empty:
        return []
    named = tree.merge(names[["topic_id", "topic_name"]], on="topic_id")
    named["parent_topic_id"] = named["parent_topic_id"].fillna("").astype(str)
    name = dict(zip(named["topic_id"], named["topic_name"], strict=True))
    children = named.groupby("parent_topic_id")["topic_name"].apply(list).to_dict()
    inner = named[~named["is_leaf"].astype(bool)]
    return [
        {
            "children": children.get(topic, [])[:_LISTED],
            "siblings": children.get(parent, [])[:_LISTED],
            "parent": name.get(parent, ""),
        }
        for topic, parent in zip(inner["topic_id"], inner["parent_topic_id"], strict=True)
    ]
