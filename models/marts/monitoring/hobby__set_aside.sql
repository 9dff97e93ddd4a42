with

set_aside_counts as (
    select * from {{ ref('int_hobby__set_aside_counts') }}
),

final as (
    select
        cast(reason as {{ dbt.type_string() }}) as reason,
        cast(user_count as {{ dbt.type_bigint() }}) as user_count,
        cast(product_count as {{ dbt.type_bigint() }}) as product_count,
        cast(purchase_count as {{ dbt.type_bigint() }}) as purchase_count,
        {{ hobby__score('purchase_share') }} as purchase_share
    from set_aside_counts
)

select * from final
