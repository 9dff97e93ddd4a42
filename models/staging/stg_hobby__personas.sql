with

personas as (
    select * from
        {{
            var('hobby__personas')
            or ref('hobby__personas')
        }}
),

final as (
    select
        cast(persona_id as {{ dbt.type_string() }}) as persona_id,
        cast(persona_name as {{ dbt.type_string() }}) as persona_name,
        cast(definition as {{ dbt.type_string() }}) as definition,
        -- The walk has one column a persona, called by this number.
        cast(
            row_number() over (order by persona_id) as {{ dbt.type_int() }}
        ) as persona_number
    from personas
    where trim(cast(persona_id as {{ dbt.type_string() }})) <> ''
)

select * from final
