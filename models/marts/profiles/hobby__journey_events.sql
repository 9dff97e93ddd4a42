with

journey_events as (
    select * from {{ ref('int_hobby__journey_events') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from journey_events
)

select * from final
