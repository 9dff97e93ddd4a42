with

journey_keywords as (
    select * from {{ ref('int_hobby__journey_keywords') }}
    where is_label = 1
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

-- What lies near a label's meaning may be of another kind: a hose nozzle is
-- near car washing. Only products of its topic are told by it.
final as (
    select
        journey_keywords.user_id,
        journey_keywords.root_keyword,
        journey_keywords.spell_number,
        journey_keywords.keyword,
        topic_labels.topic_id,
        count(*) as told_event_count
    from journey_keywords
    inner join topic_labels
        on journey_keywords.keyword = topic_labels.label
    inner join spells
        on {{ hobby__same_journey('journey_keywords', 'spells') }}
    inner join product_topics
        on
            spells.product_id = product_topics.product_id
            and topic_labels.topic_id = product_topics.topic_id
    group by
        journey_keywords.user_id,
        journey_keywords.root_keyword,
        journey_keywords.spell_number,
        journey_keywords.keyword,
        topic_labels.topic_id
)

select * from final
