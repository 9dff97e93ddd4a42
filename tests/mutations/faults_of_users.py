"""The faults right of the wall: scores, audiences, profiles, collections."""

from __future__ import annotations

from tests.mutations.faults import Fault

SCORES = [
    Fault(
        "a percentile over the wrong partition",
        "int_hobby__user_topic_standings",
        "hobby__percentile('topic_id', 'audience_log_odds desc', size)",
        "hobby__percentile('user_id', 'audience_log_odds desc', size)",
    ),
    Fault(
        "the longest ago is the most recent",
        "int_hobby__user_topic_standings",
        "'recency_days desc'",
        "'recency_days'",
    ),
    Fault(
        "the worst user of a topic ranks first",
        "int_hobby__user_topic_standings",
        "order by audience_log_odds desc, user_id asc",
        "order by audience_log_odds asc, user_id asc",
    ),
    Fault(
        "a day counts once per event",
        "int_hobby__user_topics",
        "max(decayed_weight) as decayed_weight",
        "sum(decayed_weight) as decayed_weight",
    ),
    Fault(
        "sensitive products alone make a topic",
        "int_hobby__user_topics",
        "having sum(shown_event_count) > 0",
        "having sum(shown_event_count) >= 0",
    ),
    Fault(
        "the horizon misses its first day",
        "int_hobby__topic_totals",
        "sum(case when oldest_days >= {{ horizon }} then 1 else 0 end)",
        "sum(case when oldest_days > {{ horizon }} then 1 else 0 end)",
    ),
    Fault(
        "last year's season misses a day",
        "int_hobby__user_totals",
        "between 365 and",
        "between 366 and",
    ),
    Fault(
        "a heavy buyer hides in their own average",
        "hobby__expected_day_count",
        "shop_days ~ ' - ' ~ user_days",
        "shop_days",
        builds=("int_hobby__user_topic_identities", "int_hobby__user_topic_terms"),
    ),
    Fault(
        "scores are not held within 0 and 1",
        "hobby__score",
        "greatest(0.0e0, least(1.0e0, cast({{ expression }} as double)))",
        "1.2e0 * cast({{ expression }} as double)",
        builds=("int_hobby__user_topic_scores",),
    ),
    Fault(
        "inner topics count a user's days again",
        "int_hobby__user_breadth",
        "where is_leaf",
        "where true",
    ),
    Fault(
        "the shop's users are its events",
        "int_hobby__shop_totals",
        "count(*) as user_count",
        "sum(event_count) as user_count",
    ),
    Fault(
        "an audience threshold off by one",
        "int_hobby__topic_audiences",
        "where event_count >= {{",
        "where event_count > {{",
    ),
    Fault(
        "an audience is cut one short",
        "int_hobby__topic_audiences",
        "ranked.audience_rank <= {{",
        "ranked.audience_rank < {{",
    ),
    Fault(
        "a small audience is not marked",
        "int_hobby__topic_audiences",
        "< {{ var('hobby__min_audience_size') }} as is_too_small",
        "< 1 as is_too_small",
    ),
    Fault(
        "the best user is in the 0th percentile",
        "int_hobby__topic_audiences",
        "1.0e0 - (ranked.engaged_rank - 0.5e0)",
        "(ranked.engaged_rank - 0.5e0)",
    ),
    Fault(
        "topics without users vanish from the summary",
        "int_hobby__topic_summary",
        "left join topic_totals",
        "inner join topic_totals",
    ),
]

RELATED = [
    Fault(
        "a topic speaks for itself",
        "int_hobby__topic_relations",
        "topic_ancestors.topic_id is null\n        and",
        "",
    ),
    Fault(
        "who has a topic is a prospect of it",
        "int_hobby__prospect_terms",
        "where user_topics.topic_id is null and hidden.topic_id is null",
        "where hidden.topic_id is null",
    ),
    Fault(
        "the least likely prospects come first",
        "int_hobby__prospect_propensities",
        "normalised.audience_propensity desc, normalised.user_id asc",
        "normalised.audience_propensity asc, normalised.user_id asc",
    ),
]

PROFILES = [
    Fault(
        "profiles of 50 lines",
        "int_hobby__profile_topics",
        "<= {{ var('hobby__max_profile_topics') }}",
        "<= 50",
    ),
    Fault(
        "the worst line comes first",
        "int_hobby__profile_topics",
        "order by chosen.order_score desc",
        "order by chosen.order_score asc",
    ),
    Fault(
        "topics that everybody has are shown",
        "int_hobby__profile_candidates",
        "not is_too_general",
        "true",
    ),
    Fault(
        "doubtful lines are shown",
        "int_hobby__profile_candidates",
        "confidence >= {{ var('hobby__min_confidence') }}",
        "true",
    ),
    Fault(
        "a topic stands beside its ancestor",
        "int_hobby__profile_relatives",
        "on candidates.topic_id = ancestors.topic_id",
        "on candidates.topic_id = ancestors.ancestor_topic_id",
    ),
    Fault(
        "a sensitive product is the sample",
        "int_hobby__profile_evidence",
        "when sample_rank = 1 and is_shown_product then product_id",
        "when sample_rank = 1 then product_id",
    ),
    Fault(
        "one product speaks for every line",
        "int_hobby__profile_evidence",
        "own_product_count >= {{",
        "product_count >= {{",
    ),
    Fault(
        "a line of a mart without its score",
        "hobby__user_profiles",
        "profile_topics.user_id = scores.user_id\n            and",
        "",
    ),
]

COLLECTIONS = [
    Fault(
        "a collection's audience ranked worst first",
        "int_hobby__collection_audiences",
        "audience_score desc",
        "audience_score asc",
    ),
    Fault(
        "the reason is not that of the score",
        "int_hobby__user_collections",
        "profile_reason_topic_id as reason_topic_id",
        "reason_topic_id as reason_topic_id",
    ),
    Fault(
        "a named topic brings what is above it, not below",
        "int_hobby__collection_topics",
        "on members.topic_id = topic_ancestors.ancestor_topic_id",
        "on members.topic_id = topic_ancestors.topic_id",
    ),
    Fault(
        "hand-picked sensitive products are shown",
        "int_hobby__collection_products",
        "where is_shown_product",
        "",
    ),
    Fault(
        "prospects stand before owners",
        "int_hobby__collection_audiences",
        "order by audience_type asc",
        "order by audience_type desc",
    ),
]

LEARNED = [
    Fault(
        "who buys as much as the fence is a wholesaler",
        "int_hobby__users_set_aside",
        "extents.extent > fences.most",
        "extents.extent >= fences.most",
    ),
    Fault(
        "a day without a time is a minute",
        "int_hobby__user_extremes",
        "and event_at > event_date",
        "and event_at >= event_date",
    ),
    Fault(
        "what sold once is retired",
        "int_hobby__products_set_aside",
        "count(*) >= {{ fewest_sales }}",
        "count(*) >= 1",
    ),
    Fault(
        "what was bought again is one-off",
        "int_hobby__purchases_judged",
        "and placed.first_event_date = placed.last_event_date",
        "",
    ),
]

SETTINGS = [
    Fault(
        "a reason to set aside that does not exist",
        "on-run-start",
        settings={"hobby__set_aside": "bots"},
    ),
    Fault("a half-life of no days", "on-run-start", settings={"hobby__half_life_days": 0}),
    Fault(
        "a horizon longer than the window",
        "on-run-start",
        settings={"hobby__horizon_days": 800, "hobby__lookback_days": 730},
    ),
    Fault(
        "a constant of scores that does not exist",
        "on-run-start",
        settings={"hobby__scoring": {"lift_pior": 3}},
    ),
]
