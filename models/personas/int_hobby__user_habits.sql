{% set habits = ['price_level', 'discount', 'cadence', 'variety'] -%}

with

purchases as (
    select * from {{ ref('int_hobby__user_purchases') }}
),

counted as (
    select
        user_id,
        avg(price_level) as price_level,
        case
            when count(discount) >= {{ hobby__scoring('persona_min_prices') }}
                then avg(discount)
        end as discount,
        cast(count(distinct event_date) as double) as cadence,
        {{ hobby__ratio('count(distinct product_id)', 'count(*)') }}
            as variety,
        count(*) as event_count
    from purchases
    group by user_id
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
        round({{ habit }}, 9) as habit_value
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
