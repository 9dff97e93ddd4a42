-- What a profile line is chosen by, factor by factor.
with

scores as (
    select * from {{ ref('int_hobby__user_topic_scores') }}
    where
        event_count >= {{ var('hobby__min_profile_events') }}
        and product_count >= {{ var('hobby__min_profile_products') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

shop_totals as (
    select * from {{ ref('int_hobby__shop_totals') }}
),

placed as (
    select
        scores.*,
        topics.parent_topic_id,
        topics.is_leaf,
        (scores.topic_user_count - 1.0e0) / (
            shop_totals.user_count - 1.0e0
            + {{ hobby__scoring('profile_reach_prior') }}
        ) as reach
    from scores
    inner join topics
        on scores.topic_id = topics.topic_id
    cross join shop_totals
),

strongest_children as (
    select
        user_id,
        parent_topic_id as topic_id,
        max(decayed_day_count) as decayed_day_count
    from placed
    where parent_topic_id is not null
    group by user_id, parent_topic_id
),

factored as (
    select
        placed.*,
        strongest_children.decayed_day_count as child_day_count,
        not placed.is_leaf
        and placed.reach > {{ hobby__scoring('max_profile_reach') }}
            as is_too_general,
        ln(placed.lift) as surprise_factor,
        1.0e0 - power({{ hobby__ratio(
            'coalesce(strongest_children.decayed_day_count, 0)',
            'placed.decayed_day_count'
        ) }}, 2) as child_factor,
        case
            when placed.is_ongoing then 1.0e0
            else 1.0e0 - {{ hobby__scoring('ended_discount') | float }}e0
        end as ended_factor
    from placed
    left join strongest_children
        on
            placed.user_id = strongest_children.user_id
            and placed.topic_id = strongest_children.topic_id
),

final as (
    select
        user_id,
        topic_id,
        profile_score,
        event_count,
        spend_amount,
        last_event_at,
        decayed_day_count,
        child_day_count,
        reach,
        is_too_general,
        surprise_factor,
        child_factor,
        repeat_factor,
        burst_factor,
        ended_factor,
        decayed_day_count * surprise_factor * child_factor
        * repeat_factor * burst_factor * ended_factor as support
    from factored
)

select * from final
