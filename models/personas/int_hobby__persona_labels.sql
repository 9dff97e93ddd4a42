with

users as (
    select * from {{ ref('int_hobby__persona_users') }}
),

readings as (
    select * from {{ ref('int_hobby__persona_readings') }}
),

chosen as (
    {% for number in range(1, 5) -%}
    select * from {{ ref('int_hobby__persona_round_' ~ number) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor -%}
),

final as (
    select
        users.user_id,
        chosen.user_number,
        chosen.round_number,
        readings.persona_id,
        readings.persona_number,
        readings.affinity
    from chosen
    inner join users
        on chosen.user_number = users.user_number
    left join readings
        on users.user_id = readings.user_id
)

select * from final
