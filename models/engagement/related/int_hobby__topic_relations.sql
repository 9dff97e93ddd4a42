with

-- The leaves speak, for each other and for inner topics they are not below.
strongest as (
    select * from {{ ref('int_hobby__sampled_user_topics') }}
),

topic_ancestors as (
    select * from {{ ref('hobby__topic_ancestors') }}
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
            and others.is_leaf
    group by strongest.topic_id, others.topic_id
),

-- What one or two people happen to have both of relates nothing.
compared as (
    select
        pairs.topic_id,
        pairs.related_topic_id,
        pairs.shared_user_count,
        sizes.user_count,
        related_sizes.user_count as related_user_count,
        sample_size.user_count as sampled_user_count,
        {{ hobby__round(hobby__similarity(
            'pairs.shared_user_count', 'sizes.user_count',
            'related_sizes.user_count', 'sample_size.user_count'
        )) }} as similarity
    from pairs
    inner join sizes
        on pairs.topic_id = sizes.topic_id
    inner join sizes as related_sizes
        on pairs.related_topic_id = related_sizes.topic_id
    left join topic_ancestors
        on
            pairs.related_topic_id = topic_ancestors.topic_id
            and pairs.topic_id = topic_ancestors.ancestor_topic_id
    cross join sample_size
    where
        topic_ancestors.topic_id is null
        and pairs.shared_user_count >= {{ hobby__scoring('min_related_users') }}
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
        user_count,
        related_user_count,
        sampled_user_count,
        cast(similarity as decimal(9, 6)) as similarity
    from ranked
    where relation_rank <= {{ hobby__scoring('related_topics') }}
)

select * from final
