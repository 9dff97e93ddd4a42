"""The faults: what a slip of the hand would change, one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """One change, and what is built anew under it.

    Attributes:
        about: The fault in a few words.
        where: Model or macro whose text is changed, or the table of `statement`.
        old: Text that is replaced; it stands in `where` once.
        new: What replaces it.
        statement: SQL that spoils a built table, instead of a change of text.
        builds: Models that are built first; empty: `where`.
        settings: Variables of the run, instead of a change of text.
    """

    about: str
    where: str
    old: str = ""
    new: str = ""
    statement: str = ""
    builds: tuple[str, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)


STAGING = [
    Fault(
        "refusals are not read",
        "stg_hobby__events_judged",
        "when not users.has_consent and users.only_user_id = events.user_id",
        "when false",
    ),
    Fault(
        "deletions and refusals are not read",
        "stg_hobby__events_judged",
        "left join users\n        on {{ hobby__match_key('events.user_id') }} = users.match_key",
        "left join users\n        on false",
    ),
    Fault(
        "one consent of two rows is enough",
        "stg_hobby__users",
        "min(case when has_consent then 1 else 0 end)",
        "max(case when has_consent then 1 else 0 end)",
    ),
    Fault(
        "people who are left out stay in staging",
        "stg_hobby__events_screened",
        "case when left_out_reason is null then {{ value }} end as",
        "{{ value }} as",
    ),
    Fault(
        "a refusal finds one spelling only",
        "hobby__match_key",
        "lower({{ user_id }})",
        "{{ user_id }}",
        builds=("stg_hobby__users_checked", "stg_hobby__events_judged"),
    ),
    Fault(
        "the window has a day too many",
        "stg_hobby__as_of",
        "1 - var('hobby__lookback_days')",
        "0 - var('hobby__lookback_days')",
    ),
    Fault(
        "the as-of day is lost",
        "stg_hobby__events_judged",
        "> as_of.as_of_date",
        ">= as_of.as_of_date",
    ),
    Fault(
        "a repeated event counts twice",
        "stg_hobby__events_screened",
        "given_event_id is not null and occurrence > 1",
        "given_event_id is not null and occurrence > 2",
    ),
    Fault(
        "a rejected row takes its valid repeat along",
        "stg_hobby__events_screened",
        "is null then 0\n                    else 1",
        "is null then 0\n                    else 0",
    ),
    Fault(
        "a return undoes a later purchase",
        "int_hobby__returns_matched",
        "rows between current row and unbounded following",
        "rows between unbounded preceding and unbounded following",
    ),
    Fault(
        "the worst name of a product wins",
        "stg_hobby__products_checked",
        "{{ hobby__word_count('product_name') }}) desc",
        "{{ hobby__word_count('product_name') }}) asc",
    ),
    Fault(
        "a build that can use nothing is green",
        "stg_hobby__input_health",
        "coalesce(measured_value >= lowest_value, true)",
        "true",
    ),
    Fault(
        "rejected events are not counted",
        "int_hobby__rejected_rows",
        "count(*) as row_count,\n        min(event_id) as example_id",
        "count(event_id) as row_count,\n        min(event_id) as example_id",
    ),
]

PRODUCTS = [
    Fault(
        "a grade at the threshold is refused",
        "int_hobby__product_labels",
        "fit_grade >= {{",
        "fit_grade > {{",
    ),
    Fault(
        "sensitive labels are accepted",
        "int_hobby__product_labels",
        "not is_sensitive\n            or",
        "true\n            or",
    ),
    Fault(
        "a product is not sensitive by its name",
        "int_hobby__product_sensitivity",
        "names_screened.product_name is not null\n        or",
        "",
    ),
    Fault(
        "a product is in a topic once per label",
        "hobby__product_topics",
        "where label_place = 1",
        "where label_place >= 1",
    ),
    Fault(
        "topics lose their highest level",
        "hobby__topic_ancestors",
        "in range(levels) -%}",
        "in range(1) -%}",
    ),
    Fault(
        "a cycle in the tree",
        "int_hobby__topic_tree",
        statement="""
            update taxonomy.int_hobby__topic_tree
            set parent_topic_id = (
                select min(topic_id) from taxonomy.int_hobby__topic_tree
                where parent_topic_id is not null and is_leaf
            )
            where topic_id = (
                select parent_topic_id from taxonomy.int_hobby__topic_tree
                where topic_id = (
                    select min(topic_id) from taxonomy.int_hobby__topic_tree
                    where parent_topic_id is not null and is_leaf
                )
            )
        """,
    ),
    Fault(
        "a topic whose parent is gone",
        "int_hobby__topic_tree",
        statement="""
            update taxonomy.int_hobby__topic_tree set parent_topic_id = 'gone'
            where topic_id = (
                select min(topic_id) from taxonomy.int_hobby__topic_tree
                where parent_topic_id is not null and is_leaf
            )
        """,
    ),
    Fault(
        "a fit grade of 7",
        "stg_hobby__product_labels",
        statement="update staging.stg_hobby__product_labels set fit_grade = 7",
    ),
    Fault(
        "a score of 1.2",
        "hobby__probability_lookup",
        statement="update reference.hobby__probability_lookup set probability_to = 1.2",
    ),
]

EVENTS = [
    Fault(
        "events without a topic stay",
        "int_hobby__topic_events",
        "inner join product_topics",
        "left join product_topics",
    ),
    Fault(
        "an event counts once per label of its topic",
        "int_hobby__product_topics_rolled_up",
        "{{ dbt.bool_or('product_topics.is_product_sensitive') }}",
        "product_topics.relevance > 0.5",
    ),
    Fault(
        "sensitive topics reach users",
        "int_hobby__product_topics_rolled_up",
        "where not coalesce(is_sensitive, false)",
        "where true",
    ),
    Fault(
        "a cart is money",
        "int_hobby__user_events",
        "when events.event_type = 'purchase' then events.amount",
        "when true then events.amount",
    ),
    Fault(
        "a product is new once per shop, not per user",
        "int_hobby__user_events",
        "partition by user_id, product_id",
        "partition by product_id",
    ),
    Fault(
        "an event is a day older than it is",
        "int_hobby__user_events",
        "'as_of.as_of_date', 'day') }}",
        "'as_of.as_of_date', 'day') }} + 1",
    ),
    Fault(
        "interest halves in the square of time",
        "hobby__decay",
        "0.5e0, {{ age_days }} /",
        "0.25e0, {{ age_days }} /",
        builds=("int_hobby__user_events",),
    ),
    Fault(
        "units beyond the most count",
        "hobby__capped_amount",
        "when {{ quantity }} > {{ var('hobby__max_units') }}",
        "when false",
        builds=("int_hobby__user_events",),
    ),
]
