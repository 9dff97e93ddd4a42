with

recommendations as (
    select * from {{ ref('int_hobby__user_recommendations') }}
),

candidates as (
    {% for source in hobby__recommendation_sources() -%}
    select
        user_id,
        product_id,
        source,
        evidence_id
    from {{ ref('int_hobby__candidates_' ~ source[1]) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor -%}
),

evidence as (
    select * from {{ ref('int_hobby__recommendation_evidence') }}
),

interests as (
    select * from {{ ref('int_hobby__recommendation_interests') }}
),

products as (
    select * from {{ ref('stg_hobby__products') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

personas as (
    select * from {{ ref('int_hobby__persona_summary') }}
),

journeys as (
    select * from {{ ref('int_hobby__journey_lines') }}
    where journey_rank is not null
),

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

final as (
    select
        recommendations.*,
        products.product_name,
        evidence_products.product_id as evidence_product_id,
        evidence_products.product_name as evidence_product_name,
        case recommendations.source
            when 'together'
                then
                    'bought by others who bought '
                    || evidence_products.product_name
            when 'similar'
                then 'because you bought ' || evidence_products.product_name
            when 'next'
                then 'often bought after ' || evidence_products.product_name
            when 'topic' then 'for your interest in ' || topics.topic_name
            when 'journey' then 'for your journey: ' || journeys.journey_name
            when 'persona' then 'for you as ' || personas.persona_name
            when 'repeat' then {{ hobby__repeat_reason('user_products') }}
            else 'popular in the shop'
        end || coalesce('; ' || interests.interest, '') as reason
    from recommendations
    inner join products
        on recommendations.product_id = products.product_id
    left join candidates
        on
            recommendations.user_id = candidates.user_id
            and recommendations.product_id = candidates.product_id
            and recommendations.source = candidates.source
    left join evidence
        on
            recommendations.user_id = evidence.user_id
            and recommendations.product_id = evidence.product_id
    left join interests
        on
            recommendations.user_id = interests.user_id
            and recommendations.product_id = interests.product_id
    left join products as evidence_products
        on
            case
                when recommendations.source = 'similar'
                    then candidates.evidence_id
                else evidence.evidence_product_id
            end = evidence_products.product_id
    left join topics
        on candidates.evidence_id = topics.topic_id
    left join personas
        on candidates.evidence_id = personas.persona_id
    left join journeys
        on
            recommendations.user_id = journeys.user_id
            and candidates.evidence_id = journeys.journey_id
    left join user_products
        on
            recommendations.user_id = user_products.user_id
            and recommendations.product_id = user_products.product_id
)

-- As wide as the table it widens.
select * from final  -- noqa: AM04
