{% set horizon = var('hobby__horizon_days') -%}

with

events as (
    select * from {{ ref('int_hobby__user_events') }}
),

days as (
    select
        user_id,
        event_date,
        count(*) as event_count,
        count(case when is_first_of_product then 1 end) as product_count,
        sum(amount) as spend_amount,
        sum(capped_amount) as capped_spend_amount,
        max(decayed_weight) as decayed_weight,
        max(age_days) as age_days
    from events
    group by user_id, event_date
),

final as (
    select
        user_id,
        cast(sum(event_count) as {{ dbt.type_bigint() }}) as event_count,
        cast(sum(product_count) as {{ dbt.type_bigint() }}) as product_count,
        count(*) as active_day_count,
        count(case when age_days < {{ horizon }} then 1 end)
            as recent_day_count,
        count(case when age_days between {{ 365 - horizon }} and 364 then 1 end)
            as year_ago_ahead_day_count,
        count(case when age_days between 365 and {{ 364 + horizon }} then 1 end)
            as year_ago_day_count,
        min(age_days) as recency_days,
        max(age_days) - min(age_days) as tenure_days,
        sum(spend_amount) as spend_amount,
        sum(capped_spend_amount) as capped_spend_amount,
        sum(decayed_weight) as decayed_day_count
    from days
    group by user_id
)

select * from final
