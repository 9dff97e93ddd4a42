{% set horizon = var('hobby__horizon_days') -%}
{% set prior = (hobby__scoring('thin_topic_users') | float) ~ 'e0' -%}

with

user_topics as (
    select * from {{ ref('int_hobby__user_topics') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

shop_totals as (
    select * from {{ ref('int_hobby__shop_totals') }}
),

-- What the last horizon tells: who came back, who came new.
counted as (
    select
        topic_id,
        count(*) as user_count,
        sum(active_day_count) as active_day_count,
        sum(decayed_day_count) as decayed_day_count,
        sum(strong_product_count) as strong_product_count,
        sum(capped_spend_amount) as spend_amount,
        sum(case when oldest_days >= {{ horizon }} then 1 else 0 end)
            as earlier_user_count,
        sum(case
            when oldest_days >= {{ horizon }} and recency_days < {{ horizon }}
                then 1
            else 0
        end) as repeat_user_count
    from user_topics
    group by topic_id
),

placed as (
    select
        counted.*,
        topics.parent_topic_id,
        topics.is_leaf
    from counted
    inner join topics
        on counted.topic_id = topics.topic_id
),

-- One in four comes back, unless the shop knows better.
shop as (
    select
        (coalesce(sum(repeat_user_count), 0) + 1.0e0)
        / (coalesce(sum(earlier_user_count), 0) + 4.0e0) as repeat_share,
        {{ hobby__ratio('sum(spend_amount)', 'sum(user_count)') }}
            as mean_spend_amount
    from placed
    where is_leaf
),

-- Thin topics lean on those beside them below the same parent, and thin
-- families on the whole shop. The parent's own users would not do: they come
-- back to any of its topics, which is more often than to one.
families as (
    select
        placed.parent_topic_id,
        (sum(placed.repeat_user_count) + {{ prior }} * shop.repeat_share)
        / (sum(placed.earlier_user_count) + {{ prior }}) as repeat_share,
        (
            cast(sum(placed.spend_amount) as double)
            + {{ prior }} * shop.mean_spend_amount
        ) / (sum(placed.user_count) + {{ prior }}) as mean_spend_amount
    from placed
    cross join shop
    where placed.parent_topic_id is not null
    group by
        placed.parent_topic_id,
        shop.repeat_share,
        shop.mean_spend_amount
),

final as (
    select
        placed.topic_id,
        placed.user_count,
        placed.active_day_count,
        placed.decayed_day_count,
        placed.strong_product_count,
        (placed.user_count + 0.5e0) / (shop_totals.user_count + 1.0e0)
            as reach_share,
        (placed.user_count - placed.earlier_user_count + 0.5e0)
        / (shop_totals.user_count - placed.earlier_user_count + 1.0e0)
            as new_share,
        (
            placed.repeat_user_count
            + {{ prior }} * coalesce(families.repeat_share, shop.repeat_share)
        ) / (placed.earlier_user_count + {{ prior }}) as repeat_share,
        (
            cast(placed.spend_amount as double) + {{ prior }}
            * coalesce(families.mean_spend_amount, shop.mean_spend_amount)
        ) / (placed.user_count + {{ prior }}) as mean_spend_amount
    from placed
    left join families
        on placed.parent_topic_id = families.parent_topic_id
    cross join shop
    cross join shop_totals
)

select * from final
