with

spells as (
    select * from {{ ref('int_hobby__journey_spells') }}
),

journey_lines as (
    select * from {{ ref('int_hobby__journey_lines') }}
),

final as (
    select
        spells.event_id,
        spells.user_id,
        journey_lines.journey_id,
        spells.product_id,
        spells.amount,
        spells.event_date,
        spells.event_at
    from spells
    inner join journey_lines
        on {{ hobby__same_journey('spells', 'journey_lines') }}
)

select * from final
