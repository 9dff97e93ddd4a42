with

user_topics as (
    select
        user_id,
        topic_id,
        {{ hobby__log1p('decayed_day_count') }} as strength
    from {{ ref('int_hobby__user_topics') }}
),

-- The user has both topics, so is left out: nobody speaks for themselves.
relations as (
    select
        topic_id,
        related_topic_id,
        {{ hobby__similarity(
            '(shared_user_count - 1)',
            '(user_count - 1)',
            'related_user_count - 1',
            'sampled_user_count - 1'
        ) }} as similarity
    from {{ ref('int_hobby__topic_relations') }}
),

final as (
    select
        user_topics.user_id,
        user_topics.topic_id,
        {{ hobby__related_strength('relations.similarity', 'others.strength') }}
            as related_strength
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
