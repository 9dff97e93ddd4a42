with

collection_products as (
    select * from {{ ref('int_hobby__collection_products') }}
),

final as (
    select
        collection_id,
        product_id,
        reason_topic_id,
        relevance,
        is_hand_picked
    from collection_products
)

select * from final
