{#- What counts of products beside habits is found among these weights. -#}
{% set weights = [0, 0.5, 1, 2, 4] -%}

with

pairs as (
    select * from {{ ref('int_hobby__persona_odds') }}
    where is_read
),

-- What is found on either half is tried on the other; 2 is found on both.
learners as (
    select
        *,
        user_number - 2 * cast(
            floor(user_number / 2.0e0) as {{ dbt.type_int() }}
        ) as half
    from pairs
    union all
    select
        *,
        2 as half
    from pairs
),

weights as (
    {% for weight in weights -%}
    select {{ weight | float }}e0 as product_weight
    {% if not loop.last %}union all{% endif %}
    {% endfor -%}
),

weighed as (
    select
        learners.half,
        learners.has_persona,
        weights.product_weight,
        {{ hobby__round(
            'learners.habit_odds'
            ~ ' + weights.product_weight * learners.product_lift', 9
        ) }} as log_odds
    from learners
    cross join weights
),

-- Everything from these log odds on is said.
said as (
    select
        half,
        product_weight,
        log_odds,
        sum(has_persona) over (
            partition by half, product_weight order by log_odds desc
        ) as hit_count,
        count(*) over (
            partition by half, product_weight order by log_odds desc
        ) as said_count,
        sum(has_persona) over (partition by half, product_weight)
            as right_count
    from weighed
),

ranked as (
    select
        half,
        product_weight,
        log_odds as least_log_odds,
        row_number() over (
            partition by half
            order by
                {{ hobby__round(
                    hobby__ratio('2 * hit_count', 'said_count + right_count')
                ) }} desc,
                product_weight asc,
                log_odds desc
        ) as place
    from said
),

commonest as (
    select
        half,
        persona_number,
        row_number() over (
            partition by half
            order by sum(has_persona) desc, persona_number asc
        ) as place
    from learners
    group by half, persona_number
),

final as (
    select
        ranked.half,
        ranked.product_weight,
        ranked.least_log_odds,
        commonest.persona_number as commonest_persona_number
    from ranked
    inner join commonest
        on ranked.half = commonest.half
    where ranked.place = 1 and commonest.place = 1
)

select * from final
