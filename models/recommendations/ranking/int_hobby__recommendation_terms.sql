with

candidates as (
    {% for source in hobby__recommendation_sources() -%}
    select * from {{ ref('int_hobby__candidates_' ~ source[1]) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor -%}
),

offered as (
    select * from {{ ref('int_hobby__offered_products') }}
),

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

bought_once as (
    select * from {{ ref('int_hobby__another_shares') }}
    where another_lift < {{ hobby__scoring('another_min_lift') }}
),

goods_had as (
    select * from {{ ref('int_hobby__goods_had') }}
),

pivoted as (
    select
        user_id,
        product_id,
        {{ hobby__recommendation_strengths() }}
    from candidates
    group by user_id, product_id
),

-- How many buy it lately speaks for every candidate, whatever proposes it. What
-- the user has comes only where it is bought again; another one of goods that
-- are bought once, only where others bought both.
final as (
    select
        pivoted.*,
        {{ hobby__log1p('offered.recent_buyer_count') }} as term_popular,
        offered.main_topic_id
    from pivoted
    inner join offered
        on pivoted.product_id = offered.product_id
    left join user_products
        on
            pivoted.user_id = user_products.user_id
            and pivoted.product_id = user_products.product_id
    left join bought_once
        on pivoted.product_id = bought_once.product_id
    left join goods_had
        on
            pivoted.user_id = goods_had.user_id
            and bought_once.goods = goods_had.goods
    where
        pivoted.term_repeat > 0
        or (
            user_products.user_id is null
            and (
                goods_had.user_id is null
                or pivoted.term_together > 0
                or pivoted.term_next > 0
            )
        )
)

select * from final
