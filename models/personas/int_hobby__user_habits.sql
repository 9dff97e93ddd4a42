{% set habits = ['price_level', 'discount', 'cadence', 'variety'] -%}
{% set least = hobby__scoring('persona_min_prices') -%}
{% set prior = hobby__scoring('persona_price_prior') -%}

with

purchases as (
    select * from {{ ref('int_hobby__user_purchases') }}
),

shop as (
    select
        avg(price_level) as price_level,
        avg(discount) as discount
    from purchases
),

-- A mean of few prices is mostly chance: it is drawn to the shop's.
counted as (
    select
        purchases.user_id,
        {% for price in ['price_level', 'discount'] -%}
        case
            when count(purchases.{{ price }}) >= {{ least }}
                then (
                    sum(purchases.{{ price }})
                    + {{ prior }} * max(shop.{{ price }})
                ) / (count(purchases.{{ price }}) + {{ prior }})
        end as {{ price }},
        {% endfor -%}
        cast(count(distinct purchases.event_date) as double) as cadence,
        {{ hobby__ratio('count(distinct purchases.product_id)', 'count(*)') }}
            as variety,
        count(*) as event_count
    from purchases
    cross join shop
    group by purchases.user_id
),

-- Of a few purchases no habit can be told.
enough as (
    select * from counted
    where event_count >= {{ hobby__scoring('persona_min_events') }}
),

long as (
    {% for habit in habits -%}
    select
        user_id,
        '{{ habit }}' as habit,
        {{ hobby__round(habit, digits=9) }} as habit_value
    from enough
    where {{ habit }} is not null
    {% if not loop.last %}union all{% endif %}
    {% endfor -%}
),

final as (
    select
        user_id,
        habit,
        habit_value,
        {{ hobby__percentile(
            'habit', 'habit_value', 'count(*) over (partition by habit)'
        ) }} as habit_percentile
    from long
)

select * from final
