with

collection_topics as (
    select * from {{ ref('int_hobby__collection_topics') }}
),

collection_users as (
    select * from {{ ref('int_hobby__collection_users') }}
),

prospects as (
    select * from {{ ref('int_hobby__topic_prospects') }}
    where related_topic_count >= {{ var('hobby__min_related_topics') }}
),

-- The topic a user is nearest to wins and is the reason; who has anything in
-- the collection already is no prospect of it.
ranked as (
    select
        collection_topics.collection_id,
        prospects.user_id,
        prospects.topic_id as reason_topic_id,
        prospects.audience_score,
        prospects.purchase_probability,
        row_number() over (
            partition by collection_topics.collection_id, prospects.user_id
            order by
                prospects.purchase_probability desc,
                prospects.topic_id asc
        ) as reason_rank
    from collection_topics
    inner join prospects
        on collection_topics.topic_id = prospects.topic_id
    left join collection_users
        on
            collection_topics.collection_id = collection_users.collection_id
            and prospects.user_id = collection_users.user_id
    where collection_users.user_id is null
),

final as (
    select
        collection_id,
        user_id,
        reason_topic_id,
        audience_score,
        purchase_probability
    from ranked
    where reason_rank = 1
)

select * from final
