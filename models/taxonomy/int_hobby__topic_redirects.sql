with

snapshots as (
    select * from {{ ref('hobby__topics_snapshot') }}
),

topic_states as (
    select * from {{ ref('int_hobby__topic_states') }}
),

last_states as (
    select
        topic_id,
        is_leaf,
        labels_below,
        dbt_valid_to,
        row_number() over (
            partition by topic_id order by dbt_valid_from desc
        ) as state_place
    from snapshots
),

gone as (
    select
        last_states.topic_id as old_topic_id,
        last_states.is_leaf,
        last_states.dbt_valid_to as redirected_at,
        unnest(string_split(last_states.labels_below, chr(31))) as label
    from last_states
    left join topic_states
        on last_states.topic_id = topic_states.topic_id
    where
        last_states.state_place = 1
        and topic_states.topic_id is null
),

present as (
    select
        topic_id,
        is_leaf,
        unnest(string_split(labels_below, chr(31))) as label
    from topic_states
),

sizes as (
    select
        topic_id,
        count(*) as label_count
    from present
    group by topic_id
),

shared as (
    select
        gone.old_topic_id,
        present.topic_id,
        sizes.label_count,
        max(gone.redirected_at) as redirected_at,
        count(*) as shared_count
    from gone
    inner join present
        on
            gone.label = present.label
            and gone.is_leaf = present.is_leaf
    inner join sizes
        on present.topic_id = sizes.topic_id
    group by gone.old_topic_id, present.topic_id, sizes.label_count
),

ranked as (
    select
        *,
        row_number() over (
            partition by old_topic_id
            order by
                shared_count desc,
                label_count asc,
                topic_id asc
        ) as place
    from shared
),

final as (
    select
        old_topic_id,
        topic_id,
        shared_count as shared_label_count,
        redirected_at
    from ranked
    where place = 1
)

select * from final
