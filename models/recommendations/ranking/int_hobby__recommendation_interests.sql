with

journey_candidates as (
    select * from {{ ref('int_hobby__candidates_journeys') }}
),

topic_candidates as (
    select * from {{ ref('int_hobby__candidates_topics') }}
),

recommendations as (
    select * from {{ ref('int_hobby__user_recommendations') }}
),

journeys as (
    select * from {{ ref('int_hobby__journey_lines') }}
    where journey_rank is not null
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

-- What a product serves beside what it is like: a journey, else a topic.
final as (
    select
        recommendations.user_id,
        recommendations.product_id,
        case
            when journeys.journey_name is not null
                then 'for your journey: ' || journeys.journey_name
            else 'for your interest in ' || topics.topic_name
        end as interest
    from recommendations
    left join journey_candidates
        on
            recommendations.user_id = journey_candidates.user_id
            and recommendations.product_id = journey_candidates.product_id
    left join journeys
        on
            recommendations.user_id = journeys.user_id
            and journey_candidates.evidence_id = journeys.journey_id
    left join topic_candidates
        on
            recommendations.user_id = topic_candidates.user_id
            and recommendations.product_id = topic_candidates.product_id
    left join topics
        on topic_candidates.evidence_id = topics.topic_id
    where
        recommendations.source in ('together', 'similar', 'next', 'popular')
        and (
            journeys.journey_name is not null
            or topics.topic_name is not null
        )
)

select * from final
