with

calls as (
    select * from {{ ref('int_hobby__llm_calls_read') }}
),

final as (
    select
        cast(call_id as {{ dbt.type_string() }}) as call_id,
        cast(run_id as {{ dbt.type_string() }}) as run_id,
        cast(purpose as {{ dbt.type_string() }}) as purpose,
        cast(model as {{ dbt.type_string() }}) as model,
        cast(endpoint as {{ dbt.type_string() }}) as endpoint,
        cast(prompt_hash as {{ dbt.type_string() }}) as prompt_hash,
        cast(mode as {{ dbt.type_string() }}) as mode,
        cast(status as {{ dbt.type_string() }}) as status,
        cast(error as {{ dbt.type_string() }}) as error,
        cast(prompt_version as {{ dbt.type_int() }}) as prompt_version,
        cast(round as {{ dbt.type_int() }}) as round,
        cast(attempt as {{ dbt.type_int() }}) as attempt,
        cast(http_status as {{ dbt.type_int() }}) as http_status,
        cast(item_count as {{ dbt.type_int() }}) as item_count,
        cast(input_tokens as {{ dbt.type_bigint() }}) as input_tokens,
        cast(cached_tokens as {{ dbt.type_bigint() }}) as cached_tokens,
        cast(output_tokens as {{ dbt.type_bigint() }}) as output_tokens,
        cast(cost_usd as decimal(18, 9)) as cost_usd,
        cast(latency_ms as {{ dbt.type_float() }}) as latency_ms,
        cast(called_at as {{ dbt.type_timestamp() }}) as called_at
    from calls
)

select * from final
