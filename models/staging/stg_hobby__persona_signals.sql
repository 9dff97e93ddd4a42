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
        lower(trim(cast(signal_kind as {{ dbt.type_string() }})))
            as signal_kind,
        trim(cast(signal_value as {{ dbt.type_string() }})) as signal_value,
        -- What speaks against a persona counts below 0.
        case
            when
                lower(trim(cast(direction as {{ dbt.type_string() }})))
                = 'against'
                then -1
            else 1
        end
        * cast(weight as double) as signed_weight
    from signals
    where trim(cast(persona_id as {{ dbt.type_string() }})) <> ''
)

select * from final
