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
                audience_score desc,
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

final as (
    select
        ranked.collection_id,
        ranked.user_id,
        ranked.topic_id as reason_topic_id,
        ranked.product_id as reason_product_id,
        ranked.event_count,
        ranked.audience_score,
        ranked.purchase_probability,
        ranked.last_event_at,
        profile_reasons.profile_score as collection_score,
        profile_reasons.topic_id as profile_reason_topic_id,
        profile_reasons.product_id as profile_reason_product_id
    from ranked
    inner join profile_reasons
        on
            ranked.collection_id = profile_reasons.collection_id
            and ranked.user_id = profile_reasons.user_id
    where ranked.audience_place = 1
)

select * from final
