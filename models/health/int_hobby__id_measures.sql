with

snapshots as (
    select * from {{ ref('hobby__topics_snapshot') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

redirects as (
    select * from {{ ref('int_hobby__topic_redirects') }}
),

given_ids as (
    select distinct topic_id
    from snapshots
),

-- An id has survived if it is a topic still, or leads to the one it became.
followed as (
    select
        given_ids.topic_id,
        case
            when
                topics.topic_id is not null
                or redirects.old_topic_id is not null
                then 1.0e0
            else 0.0e0
        end as has_survived
    from given_ids
    left join topics
        on given_ids.topic_id = topics.topic_id
    left join redirects
        on given_ids.topic_id = redirects.old_topic_id
),

final as (
    select
        'share_of_ids_that_survived' as measure,
        coalesce(avg(has_survived), 1.0e0) as measured
    from followed
)

select * from final
