-- What could tell a language model about a user's journeys in a topic: finer
-- keywords than the topic's own labels, and its products.
{% set most_keywords = 5 -%}

with

told as (
    select * from {{ ref('int_hobby__told_journeys') }}
),

journey_keywords as (
    select * from {{ ref('int_hobby__journey_keywords') }}
    where keyword_rank <= {{ most_keywords }}
),

topic_labels as (
    select * from {{ ref('hobby__topic_labels') }}
),

spells as (
    select * from {{ ref('int_hobby__journey_spells') }}
),

product_topics as (
    select * from {{ ref('int_hobby__product_topics_rolled_up') }}
    where is_leaf and is_shown_product
),

final as (
    select
        told.user_id,
        told.journey_topic_id as topic_id,
        'keyword' as trait_kind,
        journey_keywords.keyword as trait,
        min(journey_keywords.keyword_rank) as trait_place
    from told
    inner join journey_keywords
        on {{ hobby__same_journey('told', 'journey_keywords') }}
    left join topic_labels
        on
            told.journey_topic_id = topic_labels.topic_id
            and journey_keywords.keyword = topic_labels.label
    where topic_labels.label is null
    group by
        told.user_id, told.journey_topic_id, journey_keywords.keyword
    union all
    select
        told.user_id,
        told.journey_topic_id as topic_id,
        'product' as trait_kind,
        spells.product_id as trait,
        min({{ most_keywords }}) as trait_place
    from told
    inner join spells
        on {{ hobby__same_journey('told', 'spells') }}
    inner join product_topics
        on
            spells.product_id = product_topics.product_id
            and told.journey_topic_id = product_topics.topic_id
    group by told.user_id, told.journey_topic_id, spells.product_id
)

select * from final
