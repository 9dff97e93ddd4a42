with

members as (
    select * from {{ ref('int_hobby__collection_members') }}
),

suggestions as (
    select * from {{ ref('int_hobby__topic_suggestions') }}
),

unmatched as (
    select distinct
        collection_id,
        collection_name,
        topic,
        product_id
    from members
    where not is_matched
),

suggested as (
    select
        asked_topic,
        {{ hobby__list_of('topic_name', 'suggestion_rank', 3) }}
            as suggested_topic_names
    from suggestions
    group by asked_topic
),

final as (
    select
        unmatched.collection_id,
        unmatched.collection_name,
        coalesce(unmatched.topic, unmatched.product_id) as member,
        case
            when unmatched.topic is null then 'product' else 'topic'
        end as member_type,
        suggested.suggested_topic_names
    from unmatched
    left join suggested on unmatched.topic = suggested.asked_topic
)

select * from final
