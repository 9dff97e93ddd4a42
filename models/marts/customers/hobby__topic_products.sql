with

topic_product_ranks as (
    select * from {{ ref('int_hobby__topic_product_ranks') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from topic_product_ranks
)

select * from final
