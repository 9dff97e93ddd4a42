with

events as (
    select * from {{ ref('stg_hobby__events') }}
),

final as (
    select
        cast(product_id as {{ dbt.type_string() }}) as product_id,
        cast(count(*) as {{ dbt.type_bigint() }}) as event_count
    from events
    group by product_id
)

select * from final
