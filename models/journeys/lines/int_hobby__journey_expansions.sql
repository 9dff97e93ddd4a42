with

relations as (
    select * from {{ ref('int_hobby__journey_relations') }}
),

product_keywords as (
    select * from {{ ref('hobby__product_keywords') }}
),

product_event_counts as (
    select * from {{ ref('int_hobby__product_event_counts') }}
),

products as (
    select * from {{ ref('stg_hobby__products') }}
),

-- The product that is most about a keyword, of equal ones the most bought.
best_products as (
    select
        product_keywords.keyword,
        {{ hobby__best('product_keywords.product_id', [
            hobby__round('product_keywords.salience', 2),
            'coalesce(product_event_counts.event_count, 0)',
            'product_keywords.product_id',
        ]) }} as product_id
    from product_keywords
    left join product_event_counts
        on product_keywords.product_id = product_event_counts.product_id
    group by product_keywords.keyword
),

final as (
    select
        relations.journey_keyword,
        relations.expansion_rank,
        relations.expansion_keyword,
        relations.source,
        relations.relation_score,
        products.product_id,
        products.product_name
    from relations
    inner join best_products
        on relations.expansion_keyword = best_products.keyword
    inner join products
        on best_products.product_id = products.product_id
)

select * from final
