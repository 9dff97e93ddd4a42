with

user_topics as (
    select * from {{ ref('int_hobby__user_topics') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
    where is_leaf
),

sampled_users as (
    select * from {{ ref('int_hobby__sampled_users') }}
),

-- Pairs grow with the square of a user's topics: the strongest ones only.
owned as (
    select
        user_topics.user_id,
        user_topics.topic_id,
        row_number() over (
            partition by user_topics.user_id
            order by
                user_topics.decayed_day_count desc,
                user_topics.topic_id asc
        ) as topic_place
    from user_topics
    inner join topics
        on user_topics.topic_id = topics.topic_id
    inner join sampled_users
        on user_topics.user_id = sampled_users.user_id
),

strongest as (
    select * from owned
    where topic_place <= {{ var('hobby__relation_topics_per_user') }}
),

sizes as (
    select
        topic_id,
        count(*) as user_count
    from strongest
    group by topic_id
),

sample_size as (
    select count(distinct user_id) as user_count from strongest
),

pairs as (
    select
        strongest.topic_id,
        others.topic_id as related_topic_id,
        count(*) as shared_user_count
    from strongest
    inner join strongest as others
        on
            strongest.user_id = others.user_id
            and strongest.topic_id <> others.topic_id
    group by strongest.topic_id, others.topic_id
),

-- Shared users beyond those that chance would give, as a cosine, damped
-- where they are few.
compared as (
    select
        pairs.topic_id,
        pairs.related_topic_id,
        pairs.shared_user_count,
        round((
            pairs.shared_user_count
            - cast(sizes.user_count as double) * related_sizes.user_count
            / sample_size.user_count
        ) / (
            sqrt(cast(sizes.user_count as double) * related_sizes.user_count)
            + 5.0e0
        ), 6) as similarity
    from pairs
    inner join sizes
        on pairs.topic_id = sizes.topic_id
    inner join sizes as related_sizes
        on pairs.related_topic_id = related_sizes.topic_id
    cross join sample_size
),

ranked as (
    select
        *,
        row_number() over (
            partition by topic_id
            order by similarity desc, related_topic_id asc
        ) as relation_rank
    from compared
    where similarity > 0
),

final as (
    select
        topic_id,
        related_topic_id,
        relation_rank,
        shared_user_count,
        cast(similarity as decimal(9, 6)) as similarity
    from ranked
    where relation_rank <= {{ var('hobby__related_topics') }}
)

select * from final
