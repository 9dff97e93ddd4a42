"""How the scores of one user in one topic came about, as the warehouse stores their factors.

Enters: a user and a topic. Leaves: rows and factors to print. Nothing is worked out here: each
number is a column of the models in ``models/engagement``, whose descriptions hold the formulas.
"""

from __future__ import annotations

from dataclasses import dataclass

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.tables import Row, Warehouse
from hobby_profiles.core.terminal import program


@dataclass(frozen=True)
class Factor:
    """One step of a product, with the words that say what it stands for."""

    name: str
    reading: str
    value: float


LABELS_IN_TOPIC = """
    select product_topics.*
    from marts.hobby__product_topics as product_topics
    inner join marts.hobby__topic_ancestors as ancestors
        on product_topics.topic_id = ancestors.topic_id
    where ancestors.ancestor_topic_id = $topic_id
    qualify row_number() over (
        partition by product_topics.product_id
        order by
            product_topics.fit_grade desc, product_topics.relevance desc, product_topics.label
    ) = 1
"""
"""The label that puts each product into a topic or one below it: of several the best fitting."""


def read_standing(warehouse: Warehouse, user_id: str, topic: Row) -> Row:
    """Return what a user did in a topic, with all factors of both scores.

    Raises:
        InputError: If no topic stands there for the user: they have no event in it, or only
            such as may not be shown.
    """
    rows = warehouse.rows(
        """
        select * from engagement.int_hobby__user_topic_scores
        where user_id = $user_id and topic_id = $topic_id
        """,
        {"user_id": user_id, "topic_id": topic.topic_id},
    )
    if not rows:
        raise InputError(
            f"User {user_id!r} has no event in the topic {topic.topic_path!r}. See the user's "
            f"topics with: {program()} explain {user_id}"
        )
    return rows[0]


def read_topic_events(warehouse: Warehouse, user_id: str, topic_id: str) -> list[Row]:
    """Return a user's events in a topic, newest first, each with the label that put it there.

    A day counts once: ``counted_weight`` is the decayed weight of its strongest event, and 0 for
    the others.
    """
    return warehouse.rows(
        f"""
        with labels as ({LABELS_IN_TOPIC})
        select
            events.*,
            products.product_name,
            labels.label,
            labels.fit_grade,
            case
                when row_number() over (
                    partition by events.event_date
                    order by
                        events.decayed_weight desc,
                        events.event_at desc,
                        events.amount desc,
                        events.event_id
                ) = 1 then events.decayed_weight
                else 0
            end as counted_weight
        from engagement.int_hobby__topic_events as events
        inner join staging.stg_hobby__products as products
            on events.product_id = products.product_id
        inner join labels on events.product_id = labels.product_id
        where events.user_id = $user_id and events.topic_id = $topic_id
        order by events.event_at desc, events.amount desc, events.event_id
        """,  # noqa: S608 - values are parameters
        {"user_id": user_id, "topic_id": topic_id},
    )


def read_terms(warehouse: Warehouse, standing: Row) -> list[Row]:
    """Return the terms that add up to the propensity, constants first, then the largest effects.

    Returns:
        Rows with term, term_value, weight and contribution.
    """
    return warehouse.rows(
        """
        select term, term_value, weight, contribution
        from engagement.int_hobby__user_topic_score_terms
        where user_id = $user_id and topic_id = $topic_id
        order by
            case term when 'constant' then 0 when 'shop_level' then 1 else 2 end,
            abs(contribution) desc,
            term
        """,
        {"user_id": standing.user_id, "topic_id": standing.topic_id},
    )


def read_line(warehouse: Warehouse, standing: Row) -> Row:
    """Return how sure a profile line of the topic would be, and its place in the profile.

    Returns:
        A row with place, profile_rank, the name of a surer topic that tells the same interest,
        child_share and confidence; the latter two are null where the topic has too few products.
    """
    return warehouse.rows(
        """
        select
            places.place,
            places.profile_rank,
            better.topic_name as better_topic_name,
            confidences.child_share,
            confidences.confidence
        from engagement.int_hobby__profile_places as places
        left join marts.hobby__topics as better on places.better_topic_id = better.topic_id
        left join engagement.int_hobby__profile_confidences as confidences
            on places.user_id = confidences.user_id and places.topic_id = confidences.topic_id
        where places.user_id = $user_id and places.topic_id = $topic_id
        """,
        {"user_id": standing.user_id, "topic_id": standing.topic_id},
    )[0]


def identity_terms(warehouse: Warehouse, standing: Row) -> list[tuple[Factor, float]]:
    """Return what adds up to the log odds of identity: each term with its fitted weight."""
    readings = {
        "product_lift": (
            f"{standing.strong_product_count} products that fit without doubt, "
            f"{standing.expected_product_count:.2f} expected"
        ),
        "product_share": f"of {standing.user_product_count:,} products in all",
        "sure_products": f"{standing.sure_product_count} of them of the best grade",
        "active_months": f"in {standing.active_month_count} months",
        "certainty": "mean relevance of its products",
        "reach": f"{standing.reach:.1%} of other users have it",
    }
    weights = warehouse.rows("select term, weight from reference.hobby__identity_weights")
    return [
        (
            Factor(
                row.term,
                readings.get(row.term, ""),
                float(getattr(standing, f"identity_{row.term}", 1.0)),
            ),
            row.weight,
        )
        for row in weights
    ]


def score_factors(standing: Row) -> list[Factor]:
    """Return what the odds of the profile score are multiplied by, without what changes nothing."""
    factors = [
        Factor(
            "more than chance",
            f"{standing.decayed_day_count:.2f} days, {standing.expected_day_count:.2f} expected",
            standing.lift_factor,
        ),
        *_variety(standing),
    ]
    return [factor for factor in factors if factor.value != 1]


def _variety(standing: Row) -> list[Factor]:
    return [
        Factor(
            "bought again",
            f"{standing.product_count} products in {standing.event_count} events",
            standing.repeat_factor,
        ),
        Factor("one day only", "a gift, perhaps", standing.burst_factor),
    ]
