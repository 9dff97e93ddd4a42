{% set candidates = 12 -%}

with

journey_keywords as (
    select * from {{ ref('int_hobby__journey_keywords') }}
    where keyword_rank <= {{ candidates }}
),

spells as (
    select * from {{ ref('int_hobby__journey_spells') }}
),

product_keywords as (
    select * from {{ ref('hobby__product_keywords') }}
),

product_places as (
    select * from {{ ref('int_hobby__product_places') }}
),

neighbours as (
    select * from {{ ref('hobby__keyword_neighbours') }}
),

-- What a name stands for: products that carry it or a keyword near it, and
-- those that lie near it.
told_products as (
    select
        keyword,
        product_id
    from product_keywords
    union
    select
        neighbours.keyword,
        product_keywords.product_id
    from neighbours
    inner join product_keywords
        on neighbours.neighbour_keyword = product_keywords.keyword
    union
    select
        keyword,
        product_id
    from product_places
),

final as (
    select
        journey_keywords.user_id,
        journey_keywords.root_keyword,
        journey_keywords.spell_number,
        journey_keywords.keyword,
        count(*) as told_event_count
    from journey_keywords
    inner join spells
        on {{ hobby__same_journey('journey_keywords', 'spells') }}
    inner join told_products
        on
            journey_keywords.keyword = told_products.keyword
            and spells.product_id = told_products.product_id
    group by
        journey_keywords.user_id,
        journey_keywords.root_keyword,
        journey_keywords.spell_number,
        journey_keywords.keyword
)

select * from final
