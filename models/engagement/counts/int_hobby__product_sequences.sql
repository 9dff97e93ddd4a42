with

purchases as (
    select * from {{ ref('int_hobby__purchases_judged') }}
    where set_aside_reason is null
),

-- Only what several bought can follow anything for several.
shared as (
    select
        user_id,
        product_id,
        first_event_date as first_date,
        count(*) over (partition by product_id) as buyer_count
    from purchases
),

days as (
    select
        user_id,
        product_id,
        first_date,
        buyer_count,
        dense_rank() over (
            partition by user_id order by first_date
        ) as day_place,
        count(*) over (partition by user_id, first_date) as day_size
    from shared
    where buyer_count >= {{ hobby__scoring('sequence_min_baskets') }}
),

final as (
    select
        cast(days.product_id as {{ dbt.type_string() }}) as product_id,
        cast(nexts.product_id as {{ dbt.type_string() }}) as next_product_id,
        cast(count(*) as {{ dbt.type_bigint() }}) as basket_count,
        cast(
            count(*) / (
                max(days.buyer_count)
                + {{ hobby__scoring('sequence_prior') | float }}e0
            ) as double
        ) as next_share
    from days
    inner join days as nexts
        on
            days.user_id = nexts.user_id
            and days.day_place + 1 = nexts.day_place
    where
        days.day_size <= {{ hobby__scoring('sequence_max_day_products') }}
        and nexts.day_size <= {{ hobby__scoring('sequence_max_day_products') }}
    group by days.product_id, nexts.product_id
    having count(*) >= {{ hobby__scoring('sequence_min_baskets') }}
)

select * from final
