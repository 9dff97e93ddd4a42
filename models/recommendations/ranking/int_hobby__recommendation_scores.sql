with

terms as (
    select * from {{ ref('int_hobby__recommendation_terms') }}
),

weight_row as (
    select
        {{ hobby__weight_columns(
            ['constant']
            + hobby__recommendation_sources() | map('first') | list,
            'weight_'
        ) }}
    from {{ ref('hobby__recommendation_weights') }}
),

weighted as (
    select
        terms.user_id,
        terms.product_id,
        terms.main_topic_id,
        weight_row.weight_constant
        + {{ hobby__recommendation_parts(' + ') }} as log_odds,
        greatest(
            {{ hobby__recommendation_parts(', ', without='popular') }}
        ) as best_part,
        {{ hobby__recommendation_parts(', ', named=true) }}
    from terms
    cross join weight_row
),

-- As wide as there are sources.
final as (
    select * from weighted
)

select * from final  -- noqa: AM04
