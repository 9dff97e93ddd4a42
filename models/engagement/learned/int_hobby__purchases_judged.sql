{% set one_off_basket = 20 -%}

with

events as (
    select * from {{ ref('int_hobby__user_events') }}
    where event_type = 'purchase' and quantity > 0
),

users_set_aside as (
    select * from {{ ref('int_hobby__users_set_aside') }}
),

products_set_aside as (
    select * from {{ ref('int_hobby__products_set_aside') }}
),

main_topics as (
    select * from {{ ref('int_hobby__product_main_topics') }}
),

branches as (
    select * from {{ ref('int_hobby__topic_branches') }}
),

pairs as (
    select
        user_id,
        product_id,
        count(*) as event_count,
        min(event_date) as first_event_date,
        max(event_date) as last_event_date,
        max(event_at) as last_event_at,
        max(decayed_weight) as recent_weight
    from events
    group by user_id, product_id
),

placed as (
    select
        pairs.*,
        branches.branch_topic_id,
        count(*) over (partition by pairs.user_id) as basket_size,
        count(*) over (
            partition by pairs.user_id, branches.branch_topic_id
        ) as branch_size
    from pairs
    left join main_topics
        on pairs.product_id = main_topics.product_id
    left join branches
        on main_topics.topic_id = branches.topic_id
),

-- As gifts are: once, and the only thing of its kind among many.
final as (
    select
        placed.user_id,
        placed.product_id,
        placed.event_count,
        placed.first_event_date,
        placed.last_event_at,
        placed.recent_weight,
        coalesce(
            users_set_aside.reason,
            products_set_aside.reason,
            case
                when
                    placed.basket_size >= {{ one_off_basket }}
                    and placed.branch_topic_id is not null
                    and placed.branch_size = 1
                    and placed.first_event_date = placed.last_event_date
                    and {{ hobby__sets_aside('one_off') }}
                    then 'one_off'
            end
        ) as set_aside_reason
    from placed
    left join users_set_aside
        on placed.user_id = users_set_aside.user_id
    left join products_set_aside
        on placed.product_id = products_set_aside.product_id
)

select * from final
