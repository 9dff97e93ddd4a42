with

collection_sizes as (
    select * from {{ ref('int_hobby__collection_sizes') }}
),

final as (
    select
        collection_id,
        collection_name,
        cast(topic_count as {{ dbt.type_bigint() }}) as topic_count,
        cast(product_count as {{ dbt.type_bigint() }}) as product_count,
        cast(audience_size as {{ dbt.type_bigint() }}) as audience_size,
        cast(prospect_count as {{ dbt.type_bigint() }}) as prospect_count,
        cast(unmatched_member_count as {{ dbt.type_bigint() }})
            as unmatched_member_count,
        is_too_small
    from collection_sizes
)

select * from final
