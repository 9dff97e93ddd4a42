with

user_totals as (
    select * from {{ ref('int_hobby__user_totals') }}
),

final as (
    select
        count(*) as user_count,
        coalesce(sum(event_count), 0) as event_count,
        coalesce(sum(product_count), 0) as product_count,
        coalesce(sum(active_day_count), 0) as active_day_count,
        coalesce(sum(decayed_day_count), 0) as decayed_day_count
    from user_totals
)

select * from final
