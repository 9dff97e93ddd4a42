{% set horizon = var('hobby__horizon_days') -%}

with

standings as (
    select * from {{ ref('int_hobby__user_topic_standings') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
    where is_leaf
),

season as (
    select * from {{ ref('int_hobby__season') }}
),

expected as (
    select
        standings.oldest_days,
        standings.recency_days,
        {{ hobby__sigmoid('standings.weighted_terms') }} as probability
    from standings
    inner join topics
        on standings.topic_id = topics.topic_id
),

counted as (
    select
        count(*) as pair_count,
        coalesce(sum(case
            when oldest_days >= {{ horizon }} then 1 else 0
        end), 0) as earlier_count,
        coalesce(sum(case
            when
                oldest_days >= {{ horizon }}
                and recency_days < {{ horizon }}
                then 1
            else 0
        end), 0) as repeat_count,
        coalesce(sum(cast(probability as decimal(18, 9))), 0)
            as expected_count,
        coalesce(sum(cast(
            probability * (1.0e0 - probability) as decimal(18, 9)
        )), 0) as expected_variance
    from expected
),

-- Pairs older than a horizon came back at a rate that was seen; the younger
-- ones come back at somewhat less, so half of that rate is taken for them.
shares as (
    select
        (
            (repeat_count + 1.0e0) / (earlier_count + 4.0e0)
            + (repeat_count + 1.0e0) / (pair_count + 4.0e0)
        ) / 2.0e0 as repeat_share,
        (cast(expected_count as double) + 1.0e0) / (pair_count + 4.0e0)
            as expected_share,
        (cast(expected_variance as double) + 0.75e0) / (pair_count + 4.0e0)
            as mean_variance
    from counted
),

-- A shift moves the mean the less, the more the probabilities differ.
final as (
    select
        {% call hobby__round() %}
            (
                {{ hobby__logit('repeat_share') }}
                + {{ hobby__scoring('season_weight') }} * season.log_ratio
                - {{ hobby__logit('expected_share') }}
            ) * expected_share * (1.0e0 - expected_share) / mean_variance
        {% endcall %} as level_shift
    from shares
    cross join season
)

select * from final
