{% set size = 'user_count' -%}

with

reasons as (
    select * from {{ ref('int_hobby__collection_reasons') }}
),

-- The best user for the collection and the best collection for the user are
-- two questions: each has its own best topic, which is the reason.
ranked as (
    select
        *,
        row_number() over (
            partition by collection_id, user_id
            order by
                affinity_score desc,
                event_count desc,
                last_event_at desc,
                coalesce(topic_id, '') asc,
                coalesce(product_id, '') asc
        ) as audience_place,
        row_number() over (
            partition by collection_id, user_id
            order by
                profile_score desc,
                event_count desc,
                last_event_at desc,
                coalesce(topic_id, '') asc,
                coalesce(product_id, '') asc
        ) as profile_place
    from reasons
),

profile_reasons as (
    select * from ranked
    where profile_place = 1
),

-- Affinities mean the same in every topic, so that they compare within the
-- collection; places within its topics would not.
positioned as (
    select
        *,
        {{ hobby__percentile('collection_id', 'affinity_score', size) }}
            as position
    from (
        select
            *,
            count(*) over (partition by collection_id) as user_count
        from ranked
        where audience_place = 1
    ) as best
),

final as (
    select
        positioned.collection_id,
        positioned.user_id,
        positioned.topic_id as reason_topic_id,
        positioned.product_id as reason_product_id,
        positioned.event_count,
        positioned.affinity_score,
        {{ hobby__audience_score(
            'positioned.position', 'positioned.user_count', 'positioned.affinity_score'
        ) }} as audience_score,
        positioned.purchase_probability,
        positioned.last_event_at,
        profile_reasons.profile_score as collection_score,
        profile_reasons.topic_id as profile_reason_topic_id,
        profile_reasons.product_id as profile_reason_product_id
    from positioned
    inner join profile_reasons
        on
            positioned.collection_id = profile_reasons.collection_id
            and positioned.user_id = profile_reasons.user_id
)

select * from final
