with

users as (
    select * from {{ ref('int_hobby__persona_users') }}
),

personas as (
    select * from {{ ref('stg_hobby__personas') }}
),

purchases as (
    select * from {{ ref('int_hobby__persona_purchases') }}
),

basket_personas as (
    select * from {{ ref('int_hobby__basket_personas') }}
),

readings as (
    select
        user_id,
        persona_id,
        persona_number,
        affinity
    from {{ ref('int_hobby__persona_readings') }}
    {% if var('hobby__persona_labeller') == 'openai' -%}
    where 1 = 0
    {%- endif %}
    union all
    select
        users.user_id,
        personas.persona_id,
        personas.persona_number,
        basket_personas.agreement as affinity
    from purchases
    inner join users
        on purchases.user_number = users.user_number
    inner join basket_personas
        on purchases.basket_id = basket_personas.basket_id
    inner join personas
        on basket_personas.persona_id = personas.persona_id
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
