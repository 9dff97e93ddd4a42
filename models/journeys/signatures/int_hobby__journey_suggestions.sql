-- What a language model says goes with a journey, beside what users and
-- meanings tell.
with

journey_keywords as (
    select distinct journey_keyword from {{ ref('int_hobby__journey_lines') }}
),

topic_labels as (
    select * from {{ ref('hobby__topic_labels') }}
),

topic_expansions as (
    select * from {{ ref('int_hobby__topic_expansions') }}
),

relations as (
    select * from {{ ref('int_hobby__journey_relations') }}
),

final as (
    select
        journey_keywords.journey_keyword,
        topic_expansions.keyword as expansion_keyword,
        topic_expansions.suggestion_rank
    from journey_keywords
    inner join topic_labels
        on journey_keywords.journey_keyword = topic_labels.label
    inner join topic_expansions
        on topic_labels.topic_id = topic_expansions.topic_id
    left join relations
        on
            journey_keywords.journey_keyword = relations.journey_keyword
            and topic_expansions.keyword = relations.expansion_keyword
    where relations.journey_keyword is null
)

select * from final
