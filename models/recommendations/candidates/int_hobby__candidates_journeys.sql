with

journeys as (
    select * from {{ ref('int_hobby__journey_lines') }}
    where journey_rank is not null
),

journey_keywords as (
    select * from {{ ref('int_hobby__journey_keywords') }}
),

keyword_products as (
    select * from {{ ref('int_hobby__interest_products') }}
    where interest_kind = 'keyword'
),

product_topics as (
    select * from {{ ref('int_hobby__product_topics_rolled_up') }}
    where is_leaf and is_shown_product
),

-- A scoop is for coffee, cats or flour: what the journey is about says which.
interest_products as (
    select
        keyword_products.interest_id,
        keyword_products.product_id,
        keyword_products.product_strength,
        product_topics.topic_id
    from keyword_products
    inner join product_topics
        on keyword_products.product_id = product_topics.product_id
),

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

people as (
    select
        journeys.user_id,
        journey_keywords.keyword as interest_id,
        journeys.journey_topic_id as topic_id,
        journeys.journey_id as evidence_id,
        journeys.confidence
        * {{ hobby__ratio(
            'journey_keywords.event_count', 'journeys.event_count'
        ) }} as interest_weight
    from journeys
    inner join journey_keywords
        on {{ hobby__same_journey('journeys', 'journey_keywords') }}
),

{{ hobby__interest_candidates('journey', within='topic_id') }}

select * from final
