{% set discount = hobby__scoring('recommendation_topic_discount') -%}
{% set sources = hobby__recommendation_sources() -%}
{% set most = hobby__scoring('recommendations_per_user') -%}

with

scores as (
    select * from {{ ref('int_hobby__recommendation_scores') }}
),

-- Each better product of the same topic costs a little, so that a list does not
-- tell one thing ten times.
placed as (
    select
        *,
        row_number() over (
            partition by user_id, coalesce(main_topic_id, product_id)
            order by log_odds desc, product_id asc
        ) as topic_place
    from scores
),

spread as (
    select
        *,
        log_odds + ln({{ discount | float }}e0) * (topic_place - 1)
            as spread_log_odds
    from placed
),

numbered as (
    select
        *,
        row_number() over (
            partition by user_id, case when part_repeat > 0 then 1 else 0 end
            order by spread_log_odds desc, product_id asc
        ) as kind_place,
        max(best_part) over (partition by user_id) as user_best_part
    from spread
),

-- However much a user buys again, half of the list is new. What is only popular
-- is for those of whom nothing else is known.
ranked as (
    select
        *,
        row_number() over (
            partition by user_id
            order by spread_log_odds desc, product_id asc
        ) as recommendation_rank
    from numbered
    where
        (part_repeat <= 0 or kind_place * 2 <= {{ most }})
        and (best_part > 0 or user_best_part <= 0)
),

final as (
    select
        user_id,
        product_id,
        recommendation_rank,
        main_topic_id,
        {{ hobby__score(hobby__sigmoid('spread_log_odds')) }} as score,
        case
            when best_part <= 0 then 'popular'
            {% for source in sources if source[0] != 'popular' -%}
            when part_{{ source[0] }} = best_part then '{{ source[0] }}'
            {% endfor %}
        end as source
    from ranked
    where recommendation_rank <= {{ most }}
)

select * from final
