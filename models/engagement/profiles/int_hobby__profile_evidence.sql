with

levels as (
    select * from {{ ref('int_hobby__profile_levels') }}
),

profile_products as (
    select * from {{ ref('int_hobby__profile_products') }}
),

kept as (
    select profile_products.*
    from profile_products
    inner join levels
        on
            profile_products.user_id = levels.user_id
            and profile_products.topic_id = levels.topic_id
),

-- A product speaks for one line of a profile only: its surest topic.
owned as (
    select
        *,
        case
            when candidate_rank = min(candidate_rank) over (
                partition by user_id, product_id
            ) then 1
            else 0
        end as is_own
    from kept
),

-- The product that shows best why: not shown for a better line, nothing
-- sensitive, most typical of the topic, then newest.
sampled as (
    select
        *,
        row_number() over (
            partition by user_id, topic_id
            order by
                is_own desc,
                is_shown_product desc,
                relevance desc,
                last_event_at desc,
                product_id asc
        ) as sample_rank
    from owned
),

counted as (
    select
        user_id,
        topic_id,
        sum(is_own) as own_product_count,
        max(case
            when sample_rank = 1 and is_shown_product then product_id
        end) as sample_product_id
    from sampled
    group by user_id, topic_id
),

-- No line without products of its own, nor without one that may be shown.
final as (
    select * from counted
    where
        own_product_count >= {{ var('hobby__min_profile_products') }}
        and sample_product_id is not null
)

select * from final
