{% set size = 'topic_user_count' -%}

with

terms as (
    select * from {{ ref('int_hobby__user_topic_terms') }}
),

score_weights as (
    {{ hobby__score_weights('engaged') }}
),

-- Only what the ranking needs, in eight bytes each: sorting wide rows is what
-- costs most on large shops.
weighted as (
    select
        terms.user_id,
        terms.topic_id,
        terms.topic_user_count,
        terms.oldest_days,
        terms.recency_days,
        cast(terms.decayed_day_count as double) as decayed_day_count,
        cast(terms.capped_spend_amount as double) as capped_spend_amount,
        terms.expected_day_count,
        terms.identity_log_odds,
        {{ hobby__round(hobby__weighted_terms('engaged')) }} as weighted_terms
    from terms
    cross join score_weights
),

-- Who is likely to come back stands high, and less so the less sure it is that
-- the topic is theirs at all: one doubtful label leads no audience.
doubted as (
    select
        weighted.*,
        {% call hobby__round() %}
            weighted.weighted_terms
            + {{ hobby__scoring('audience_identity_weight') | float }}e0
            * ln({{ hobby__sigmoid('weighted.identity_log_odds') }})
        {% endcall %} as audience_log_odds
    from weighted
),

-- Users of one topic against each other. The shop's level moves all of them
-- alike, so it is not needed for this.
final as (
    select
        user_id,
        topic_id,
        topic_user_count,
        oldest_days,
        recency_days,
        expected_day_count,
        weighted_terms,
        audience_log_odds,
        {{ hobby__percentile('topic_id', 'recency_days desc', size) }}
            as recency_score,
        {{ hobby__percentile('topic_id', 'decayed_day_count', size) }}
            as frequency_score,
        {{ hobby__percentile('topic_id', 'capped_spend_amount', size) }}
            as monetary_score,
        -- From the best on, as the rank is, so that one sort serves both.
        1.0e0
        - {{ hobby__percentile('topic_id', 'audience_log_odds desc', size) }}
            as position,
        row_number() over (
            partition by topic_id
            order by audience_log_odds desc, user_id asc
        ) as audience_rank
    from doubted
)

select * from final
