{% set most = 5 -%}

with

journey_keywords as (
    select * from {{ ref('int_hobby__journey_keywords') }}
),

journeys as (
    select * from {{ ref('int_hobby__journeys') }}
),

told as (
    select * from {{ ref('int_hobby__journey_told_events') }}
),

topic_labels as (
    select
        topic_labels.label,
        topics.topic_id,
        topics.topic_name
    from {{ ref('hobby__topic_labels') }} as topic_labels
    inner join {{ ref('hobby__topics') }} as topics
        on topic_labels.topic_id = topics.topic_id
),

-- The topic of a label that tells half is what people would say; words of
-- titles come after.
placed as (
    select
        journey_keywords.*,
        told.told_event_count,
        topic_labels.topic_id,
        topic_labels.topic_name,
        row_number() over (
            partition by
                journey_keywords.user_id,
                journey_keywords.root_keyword,
                journey_keywords.spell_number
            order by
                case
                    when
                        topic_labels.topic_id is not null
                        and told.told_event_count * 2 >= journeys.event_count
                        then 0
                    else 1
                end,
                journey_keywords.keyword_rank
        ) as name_place
    from journey_keywords
    inner join journeys
        on {{ hobby__same_journey('journey_keywords', 'journeys') }}
    inner join told
        on
            {{ hobby__same_journey('journey_keywords', 'told') }}
            and journey_keywords.keyword = told.keyword
    left join topic_labels
        on journey_keywords.keyword = topic_labels.label
),

final as (
    select
        user_id,
        root_keyword,
        spell_number,
        max(case when name_place = 1 then keyword end) as journey_keyword,
        max(case when name_place = 1 then topic_id end) as journey_topic_id,
        max(case when name_place = 1 then topic_name end) as journey_name,
        max(case when name_place = 1 then told_event_count end)
            as told_event_count,
        {{ hobby__list_of('keyword', 'name_place', most) }} as keywords
    from placed
    group by user_id, root_keyword, spell_number
)

select * from final
