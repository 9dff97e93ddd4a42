with

relations as (
    select * from {{ ref('int_hobby__journey_relations') }}
),

suggestions as (
    select * from {{ ref('int_hobby__journey_suggestions') }}
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

-- No figure tells how strong what a language model adds is: it comes last.
combined as (
    select
        journey_keyword,
        expansion_keyword,
        source,
        relation_score,
        0 as place,
        expansion_rank
    from relations
    union all
    select
        journey_keyword,
        expansion_keyword,
        'openai' as source,
        0.0e0 as relation_score,
        1 as place,
        suggestion_rank as expansion_rank
    from suggestions
),

ranked as (
    select
        journey_keyword,
        expansion_keyword,
        source,
        relation_score,
        row_number() over (
            partition by journey_keyword
            order by place, expansion_rank
        ) as expansion_rank
    from combined
),

final as (
    select
        ranked.journey_keyword,
        ranked.expansion_rank,
        ranked.expansion_keyword,
        ranked.source,
        ranked.relation_score,
        products.product_id,
        products.product_name
    from ranked
    inner join best_products
        on ranked.expansion_keyword = best_products.keyword
    inner join products
        on best_products.product_id = products.product_id
)

select * from final
