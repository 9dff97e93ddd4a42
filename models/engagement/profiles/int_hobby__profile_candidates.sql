with

scores as (
    select * from {{ ref('hobby__user_topic_scores') }}
    where
        event_count >= {{ var('hobby__min_profile_events') }}
        and product_count >= {{ var('hobby__min_profile_products') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

topic_totals as (
    select * from {{ ref('int_hobby__topic_totals') }}
),

user_totals as (
    select * from {{ ref('int_hobby__user_totals') }}
),

shop_totals as (
    select * from {{ ref('int_hobby__shop_totals') }}
),

-- What the user would show in the topic if the user were like all others.
expected as (
    select
        scores.*,
        topics.parent_topic_id,
        topics.is_leaf,
        {{ hobby__expected_day_count(
            'user_totals.decayed_day_count', 'scores.decayed_day_count',
            'topic_totals.decayed_day_count', 'shop_totals.decayed_day_count'
        ) }} as expected_day_count,
        (topic_totals.user_count - 1.0e0) / (
            shop_totals.user_count - 1.0e0
            + {{ var('hobby__profile_reach_prior') }}
        ) as reach
    from scores
    inner join topics
        on scores.topic_id = topics.topic_id
    inner join topic_totals
        on scores.topic_id = topic_totals.topic_id
    inner join user_totals
        on scores.user_id = user_totals.user_id
    cross join shop_totals
),

strongest_children as (
    select
        user_id,
        parent_topic_id as topic_id,
        max(decayed_day_count) as decayed_day_count
    from expected
    where parent_topic_id is not null
    group by user_id, parent_topic_id
),

supported as (
    select
        expected.*,
        {{ hobby__support(
            'expected.decayed_day_count', 'expected.expected_day_count'
        ) }} * (
            1.0e0 - power({{ hobby__ratio(
                'coalesce(strongest_children.decayed_day_count, 0)',
                'expected.decayed_day_count'
            ) }}, 2)
        ) * {{ hobby__variety('expected') }} * case
            when expected.is_ongoing then 1.0e0
            else 1.0e0 - {{ var('hobby__ended_discount') }}e0
        end as support
    from expected
    left join strongest_children
        on
            expected.user_id = strongest_children.user_id
            and expected.topic_id = strongest_children.topic_id
    where
        expected.is_leaf
        or expected.reach <= {{ var('hobby__max_profile_reach') }}
),

ranked as (
    select
        user_id,
        topic_id,
        profile_score,
        round(support, 6) as support,
        row_number() over (
            partition by user_id
            order by
                round(support, 6) desc,
                profile_score desc,
                event_count desc,
                spend_amount desc,
                last_event_at desc,
                topic_id asc
        ) as candidate_rank
    from supported
    where support >= {{ var('hobby__min_profile_support') }}
),

final as (
    select * from ranked
    where candidate_rank <= {{ var('hobby__max_profile_candidates') }}
)

select * from final
