with

collections as (
    select * from
        {{
            var('hobby__collection_members')
            or ref('hobby__collection_members')
        }}
),

final as (
    select
        cast(collection_id as {{ dbt.type_string() }}) as collection_id,
        cast(collection_name as {{ dbt.type_string() }}) as collection_name,
        cast(nullif(trim(topic), '') as {{ dbt.type_string() }}) as topic,
        cast(nullif(trim(product_id), '') as {{ dbt.type_string() }})
            as product_id
    from collections
)

select * from final
