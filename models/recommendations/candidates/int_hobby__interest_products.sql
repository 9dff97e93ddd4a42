with

product_topics as (
    select * from {{ ref('int_hobby__product_topics_rolled_up') }}
    where
        is_leaf
        and is_shown_product
        and fit_grade >= {{ hobby__scoring('strong_grade') }}
),

product_keywords as (
    select * from {{ ref('hobby__product_keywords') }}
),

persona_products as (
    select * from {{ ref('int_hobby__persona_products') }}
    where product_weight > 0
),

offered as (
    select * from {{ ref('int_hobby__offered_products') }}
),

fitting as (
    select
        'topic' as interest_kind,
        topic_id as interest_id,
        product_id,
        relevance as fit
    from product_topics
    union all
    select
        'keyword' as interest_kind,
        keyword as interest_id,
        product_id,
        salience as fit
    from product_keywords
    union all
    select
        'persona' as interest_kind,
        persona_id as interest_id,
        product_id,
        product_weight as fit
    from persona_products
),

-- What fits, and what most buy lately.
strong as (
    select
        fitting.interest_kind,
        fitting.interest_id,
        fitting.product_id,
        fitting.fit * {{ hobby__ratio(
            'offered.recent_buyer_count + 0.1e0',
            'offered.recent_buyer_count + 1'
        ) }} as product_strength
    from fitting
    inner join offered
        on fitting.product_id = offered.product_id
),

ranked as (
    select
        *,
        row_number() over (
            partition by interest_kind, interest_id
            order by product_strength desc, product_id asc
        ) as product_place
    from strong
),

final as (
    select
        interest_kind,
        interest_id,
        product_id,
        product_strength
    from ranked
    where product_place <= {{ hobby__scoring('products_per_interest') }}
)

select * from final
