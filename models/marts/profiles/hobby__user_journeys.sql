with

journey_lines as (
    select * from {{ ref('int_hobby__journey_lines') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from journey_lines
)

select * from final
