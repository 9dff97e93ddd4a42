with

persona_topics as (
    select * from {{ ref('hobby__persona_topics') }}
),

product_topics as (
    select * from {{ ref('int_hobby__product_topics_rolled_up') }}
    where
        is_leaf
        and is_shown_product
        and fit_grade >= {{ hobby__scoring('strong_grade') }}
),

-- A product in two topics of a persona counts by the one that says most; one
-- topic that speaks against it outweighs those that speak for it.
ranked as (
    select
        persona_topics.persona_id,
        product_topics.product_id,
        product_topics.topic_id,
        product_topics.product_name,
        persona_topics.signed_weight * product_topics.relevance
            as product_weight,
        row_number() over (
            partition by persona_topics.persona_id, product_topics.product_id
            order by
                case when persona_topics.signed_weight < 0 then 0 else 1 end,
                persona_topics.signed_weight * product_topics.relevance desc,
                product_topics.topic_id asc
        ) as topic_place
    from product_topics
    inner join persona_topics
        on product_topics.topic_id = persona_topics.topic_id
),

final as (
    select
        persona_id,
        product_id,
        topic_id,
        product_name,
        product_weight
    from ranked
    where topic_place = 1
)

select * from final
