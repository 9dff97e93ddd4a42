with

signals as (
    select * from
        {{
            var('hobby__persona_signals')
            or ref('hobby__persona_signals')
        }}
),

final as (
    select
        cast(persona_id as {{ dbt.type_string() }}) as persona_id,
        lower(trim(signal_kind)) as signal_kind,
        cast(trim(signal_value) as {{ dbt.type_string() }}) as signal_value,
        -- What speaks against a persona counts below 0.
        case when lower(trim(direction)) = 'against' then -1 else 1 end
        * cast(weight as double) as signed_weight
    from signals
    where nullif(trim(persona_id), '') is not null
)

select * from final
