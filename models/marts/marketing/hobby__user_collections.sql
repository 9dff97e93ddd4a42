with

user_collections as (
    select * from {{ ref('int_hobby__user_collections') }}
),

final as (
    select
        user_id,
        collection_id,
        cast(collection_rank as {{ dbt.type_bigint() }}) as collection_rank,
        reason_topic_id,
        reason_product_id,
        collection_score
    from user_collections
)

select * from final
