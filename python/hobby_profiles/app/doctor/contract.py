"""The columns of each input, and the marts that each feeds."""

from __future__ import annotations

from dataclasses import dataclass

ALL = "all marts"
_TOPICS = "hobby__topics, hobby__product_topics and all that rests on them"
_SPEND = "spend in hobby__user_topic_scores, hobby__user_profiles, hobby__topic_summary"


@dataclass(frozen=True)
class Column:
    """A column of an input.

    Attributes:
        name: As the input calls it, in lower case.
        feeds: Marts that it feeds, in words.
        is_required: Whether the build stops without it.
        without: What is taken if the input lacks it.
        is_wanted: Whether results are clearly worse without it.
    """

    name: str
    feeds: str
    is_required: bool = False
    without: str = "empty"
    is_wanted: bool = False


CONTRACT: dict[str, tuple[Column, ...]] = {
    "products": (
        Column("product_id", ALL, is_required=True),
        Column("product_name", _TOPICS, is_required=True),
        Column("category_path", _TOPICS, is_wanted=True),
        Column("description", "labels by a language model, hobby__text_fields"),
        Column("brand", "labels by a language model, hobby__text_fields"),
        Column("attributes", "labels by a language model, hobby__text_fields"),
        Column("price_amount", "hobby__products"),
        Column("updated_at", "which of several rows of a product counts"),
    ),
    "events": (
        Column("user_id", ALL, is_required=True),
        Column("product_id", ALL, is_required=True),
        Column("event_at", ALL, is_required=True),
        Column("event_id", "repeated rows in hobby__rejected_rows", without="a hash of the row"),
        Column("event_type", "weights of scores, returns", without="purchase"),
        Column("quantity", "returns, hobby__user_topic_scores", without="1"),
        Column("amount", _SPEND, without="unit_price times quantity, else 0", is_wanted=True),
        Column("unit_price", _SPEND),
        Column("search_query", "hobby__user_journeys"),
    ),
    "users": (
        Column("user_id", "who is left out of all marts", is_required=True),
        Column("has_consent", "who is left out of all marts", without="everybody consents"),
        Column("deleted_at", "who is left out of all marts", without="nobody is deleted"),
    ),
    "product_labels": (
        Column("product_id", _TOPICS, is_required=True),
        Column("label", _TOPICS, is_required=True),
        Column("kind", "hobby__topics"),
        Column("fit_grade", "hobby__product_topics", without="5"),
    ),
    "collection_members": (
        Column("collection_id", "hobby__collections and its like", is_required=True),
        Column("collection_name", "hobby__collections", without="the id"),
        Column("topic", "hobby__collections, hobby__unmatched_members"),
        Column("product_id", "hobby__collection_products, hobby__unmatched_members"),
    ),
}
"""Columns of each input; those of the models in ``models/staging``, which a test holds."""

READ_BY = {
    "products": "stg_hobby__products_checked",
    "events": "stg_hobby__events_typed",
    "users": "stg_hobby__users_checked",
    "product_labels": "stg_hobby__product_labels_checked",
    "collection_members": "stg_hobby__collections",
}
"""The model that reads each input."""
