with

prospects as (
    select * from {{ ref('int_hobby__prospect_propensities') }}
),

relations as (
    select * from {{ ref('int_hobby__topic_relations') }}
),

user_topics as (
    select * from {{ ref('int_hobby__user_topics') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

ranked as (
    select
        prospects.topic_id,
        prospects.user_id,
        topics.topic_id as related_topic_id,
        topics.topic_name as related_topic_name,
        row_number() over (
            partition by prospects.topic_id, prospects.user_id
            order by
                relations.similarity
                * {{ hobby__topic_strength('user_topics') }} desc,
                topics.topic_id asc
        ) as topic_number
    from prospects
    inner join relations
        on prospects.topic_id = relations.topic_id
    inner join user_topics
        on
            prospects.user_id = user_topics.user_id
            and relations.related_topic_id = user_topics.topic_id
    inner join topics
        on user_topics.topic_id = topics.topic_id
),

final as (
    select * from ranked
    where topic_number <= 3
)

select * from final
