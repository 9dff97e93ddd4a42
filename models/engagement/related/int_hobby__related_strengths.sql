with

user_topics as (
    select * from {{ ref('int_hobby__user_topics') }}
),

relations as (
    select * from {{ ref('int_hobby__topic_relations') }}
),

-- The user has both topics, so is left out: nobody speaks for themselves.
final as (
    select
        user_topics.user_id,
        user_topics.topic_id,
        {{ hobby__related_strength(
            hobby__similarity(
                '(relations.shared_user_count - 1)',
                '(relations.user_count - 1)',
                'relations.related_user_count - 1',
                'relations.sampled_user_count - 1'
            ), 'others'
        ) }} as related_strength
    from user_topics
    inner join relations
        on user_topics.topic_id = relations.topic_id
    inner join user_topics as others
        on
            user_topics.user_id = others.user_id
            and relations.related_topic_id = others.topic_id
    group by user_topics.user_id, user_topics.topic_id
)

select * from final
