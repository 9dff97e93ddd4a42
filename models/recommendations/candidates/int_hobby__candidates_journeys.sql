with

journeys as (
    select * from {{ ref('int_hobby__journey_lines') }}
    where journey_rank is not null
),

journey_keywords as (
    select * from {{ ref('int_hobby__journey_keywords') }}
),

interest_products as (
    select * from {{ ref('int_hobby__interest_products') }}
    where interest_kind = 'keyword'
),

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

people as (
    select
        journeys.user_id,
        journey_keywords.keyword as interest_id,
        journeys.journey_id as evidence_id,
        journeys.confidence
        * {{ hobby__ratio(
            'journey_keywords.event_count', 'journeys.event_count'
        ) }} as interest_weight
    from journeys
    inner join journey_keywords
        on {{ hobby__same_journey('journeys', 'journey_keywords') }}
),

{{ hobby__interest_candidates('journey') }}

select * from final
