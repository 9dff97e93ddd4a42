"""How a topic came to its place in a profile, or why it has none."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hobby_profiles.core.tables import Row, Warehouse
from hobby_profiles.report.explanation import Factor, Result, ScoreSettings, lift, variety


@dataclass(frozen=True)
class Support:
    """How much a user's days speak for a topic, as a product of factors.

    Attributes:
        days: The days with an event that the factors multiply, newer ones counting more.
        factors: What they are multiplied by.
        result: The product, beside the stored support where the topic is a candidate.
    """

    days: float
    factors: list[Factor]
    result: Result | None

    @property
    def product(self) -> float:
        """Days times all factors."""
        return self.days * math.prod(factor.value for factor in self.factors)


def read_support(warehouse: Warehouse, standing: Row, settings: ScoreSettings) -> Support:
    """Work out the support of a topic for a user's profile line.

    Days with an event, times the logarithm of how many times more they are than chance would give
    (as if the user were like all others), less what a subtopic tells better, less repeats and
    bursts, less products that stand for a better line, less lines of the same branch above it.
    """
    row = _read_counts(warehouse, standing, settings)
    observed = float(standing.decayed_day_count)
    above = lift(standing, settings)
    factors = [Factor(above.name, f"ln({above.reading})", math.log(above.value))]
    if row.child_days:
        factors.append(
            Factor(
                "beyond its best subtopic",
                f"1 − ({float(row.child_days):.2f} / {observed:.2f})²",
                1 - (float(row.child_days) / observed) ** 2,
            )
        )
    factors += variety(standing, settings)
    if not standing.is_ongoing:
        factors.append(Factor("ended", "a past interest", 1 - settings.ended_discount))
    if row.own_product_count is not None:
        factors.append(
            Factor(
                "own products",
                f"{row.own_product_count} of {row.evidence_product_count} not shown for a "
                f"better line",
                row.own_product_count / row.evidence_product_count,
            )
        )
        factors.append(
            Factor(
                "unlike better lines",
                f"{settings.profile_similarity_discount:g} ^ {row.better_in_branch} of its branch",
                settings.profile_similarity_discount**row.better_in_branch,
            )
        )
        factors.append(
            Factor(
                "unlike better siblings",
                f"{settings.profile_sibling_discount:g} ^ {row.better_siblings} of its parent",
                settings.profile_sibling_discount**row.better_siblings,
            )
        )
    support = Support(observed, factors, None)
    if row.line_support is None:
        return support
    return Support(observed, factors, Result(support.product, row.line_support))


def profile_place(warehouse: Warehouse, standing: Row, settings: ScoreSettings) -> str:
    """Say which place in the profile the topic took, or why it took none."""
    keys = {"user_id": standing.user_id, "topic_id": standing.topic_id}
    placed = warehouse.rows(
        """
        select profile_rank from marts.hobby__user_profiles
        where user_id = $user_id and topic_id = $topic_id
        """,
        keys,
    )
    if placed:
        return f"place {placed[0].profile_rank} in the profile"
    too_little = _too_little(warehouse, standing, settings)
    if too_little:
        return f"not in the profile: {too_little}"
    better = warehouse.rows(
        """
        select profiles.profile_rank, profiles.topic_name
        from marts.hobby__user_profiles as profiles
        inner join marts.hobby__topic_ancestors as ancestors
            on (ancestors.topic_id = $topic_id
                and ancestors.ancestor_topic_id = profiles.topic_id)
            or (ancestors.ancestor_topic_id = $topic_id
                and ancestors.topic_id = profiles.topic_id)
        where profiles.user_id = $user_id
        order by profiles.profile_rank limit 1
        """,
        keys,
    )
    if better:
        return (
            f"not in the profile: {better[0].topic_name!r} (place {better[0].profile_rank}), above "
            f"or below it in the tree, has more support"
        )
    return (
        f"not in the profile: other topics have more support, or its products stand for them "
        f"(at most {settings.max_profile_topics} topics, "
        f"{settings.max_profile_topics_per_branch} under one top-level topic)"
    )


def _too_little(warehouse: Warehouse, standing: Row, settings: ScoreSettings) -> str:
    if standing.event_count < settings.min_profile_events:
        return (
            f"{standing.event_count} event where {settings.min_profile_events} are asked "
            f"(hobby__min_profile_events)"
        )
    if standing.product_count < settings.min_profile_products:
        return (
            f"{standing.product_count} product where {settings.min_profile_products} are asked "
            f"(hobby__min_profile_products)"
        )
    row = _read_counts(warehouse, standing, settings)
    reach = (standing.topic_user_count - 1) / (row.shop_users - 1 + settings.profile_reach_prior)
    if not row.is_leaf and reach > settings.max_profile_reach:
        return (
            f"too general, {standing.topic_user_count} of {row.shop_users} users have it "
            f"(hobby__max_profile_reach)"
        )
    support = read_support(warehouse, standing, settings).product
    if row.support is None and support < settings.min_profile_support:
        return (
            f"its support of {support:.2f} is less than {settings.min_profile_support:g} "
            f"(hobby__min_profile_support)"
        )
    return ""


def _read_counts(warehouse: Warehouse, standing: Row, settings: ScoreSettings) -> Row:
    return warehouse.rows(
        """
        with
        lines as (
            select
                levels.topic_id,
                levels.candidate_rank,
                evidence.product_count as evidence_product_count,
                evidence.own_product_count,
                levels.support * evidence.own_product_count / evidence.product_count
                    as own_support,
                branches.ancestor_topic_id as branch_topic_id,
                coalesce(own_topics.parent_topic_id, levels.topic_id) as family_topic_id
            from engagement.int_hobby__profile_levels as levels
            inner join engagement.int_hobby__profile_evidence as evidence
                on levels.user_id = evidence.user_id and levels.topic_id = evidence.topic_id
            inner join marts.hobby__topic_ancestors as branches
                on levels.topic_id = branches.topic_id
            inner join marts.hobby__topics as topics
                on branches.ancestor_topic_id = topics.topic_id
                and topics.parent_topic_id is null
            inner join marts.hobby__topics as own_topics
                on levels.topic_id = own_topics.topic_id
            where levels.user_id = $user_id
        ),
        places as (
            select
                *,
                row_number() over (
                    partition by branch_topic_id order by own_support desc, candidate_rank
                ) - 1 as better_in_branch,
                row_number() over (
                    partition by family_topic_id order by own_support desc, candidate_rank
                ) - 1 as better_siblings
            from lines
        )
        select
            shop_totals.user_count as shop_users,
            (select is_leaf from marts.hobby__topics where topic_id = $topic_id) as is_leaf,
            (
                select max(scores.decayed_day_count)
                from marts.hobby__user_topic_scores as scores
                inner join marts.hobby__topics as topics on scores.topic_id = topics.topic_id
                where
                    scores.user_id = $user_id
                    and topics.parent_topic_id = $topic_id
                    and scores.event_count >= $min_events
                    and scores.product_count >= $min_products
            ) as child_days,
            candidates.support,
            places.own_product_count,
            places.evidence_product_count,
            places.better_in_branch,
            places.better_siblings,
            profile_topics.line_support
        from engagement.int_hobby__shop_totals as shop_totals
        left join engagement.int_hobby__profile_candidates as candidates
            on candidates.user_id = $user_id and candidates.topic_id = $topic_id
        left join places on places.topic_id = $topic_id
        left join engagement.int_hobby__profile_topics as profile_topics
            on profile_topics.user_id = $user_id and profile_topics.topic_id = $topic_id
        """,
        {
            "user_id": standing.user_id,
            "topic_id": standing.topic_id,
            "min_events": settings.min_profile_events,
            "min_products": settings.min_profile_products,
        },
    )[0]
