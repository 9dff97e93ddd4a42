-- What else a line stands for: the user's leaves below it, then up to what
-- makes three the candidates it was kept instead of.
with

beaten as (
    select * from {{ ref('int_hobby__profile_beaten') }}
),

candidates as (
    select * from {{ ref('int_hobby__profile_candidates') }}
),

levels as (
    select * from {{ ref('int_hobby__profile_levels') }}
),

ancestors as (
    select * from {{ ref('hobby__topic_ancestors') }}
    where distance > 0
),

user_topics as (
    select * from {{ ref('int_hobby__user_topics') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

below as (
    select
        levels.user_id,
        levels.topic_id,
        user_topics.topic_id as other_topic_id,
        user_topics.product_count,
        0 as place
    from levels
    inner join ancestors
        on levels.topic_id = ancestors.ancestor_topic_id
    inner join user_topics
        on
            levels.user_id = user_topics.user_id
            and ancestors.topic_id = user_topics.topic_id
),

beside as (
    select
        beaten.user_id,
        beaten.better_topic_id as topic_id,
        beaten.topic_id as other_topic_id,
        candidates.product_count,
        1 as place
    from beaten
    inner join candidates
        on
            beaten.user_id = candidates.user_id
            and beaten.topic_id = candidates.topic_id
    left join ancestors
        on
            beaten.topic_id = ancestors.topic_id
            and beaten.better_topic_id = ancestors.ancestor_topic_id
    where ancestors.topic_id is null
),

others as (
    select * from below
    union all
    select * from beside
),

numbered as (
    select
        others.user_id,
        others.topic_id,
        topics.topic_name,
        row_number() over (
            partition by others.user_id, others.topic_id
            order by
                others.place asc,
                others.product_count desc,
                topics.topic_name asc
        ) as name_number
    from others
    inner join topics
        on
            others.other_topic_id = topics.topic_id
            and (topics.is_leaf or others.place = 1)
),

final as (
    select
        user_id,
        topic_id,
        {{ hobby__list_of('topic_name', 'name_number', 3) }} as also_names
    from numbered
    group by user_id, topic_id
)

select * from final
