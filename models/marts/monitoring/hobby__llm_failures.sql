with

failures as (
    select * from {{ ref('int_hobby__llm_failures_read') }}
),

final as (
    select
        cast(item_key as {{ dbt.type_string() }}) as item_key,
        cast(call_id as {{ dbt.type_string() }}) as call_id,
        cast(purpose as {{ dbt.type_string() }}) as purpose,
        cast(model as {{ dbt.type_string() }}) as model,
        cast(status as {{ dbt.type_string() }}) as status,
        cast(reason as {{ dbt.type_string() }}) as reason,
        cast(detail as {{ dbt.type_string() }}) as detail,
        cast(item as {{ dbt.type_string() }}) as item,
        cast(prompt_version as {{ dbt.type_int() }}) as prompt_version,
        cast(failed_at as {{ dbt.type_timestamp() }}) as failed_at
    from failures
)

select * from final
