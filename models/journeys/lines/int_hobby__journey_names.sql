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

topics as (
    select * from {{ ref('hobby__topics') }}
),

-- The topic that half is in, and that tells it best from the user's other
-- events, is what people would say.
placed as (
    select
        journey_keywords.*,
        told.topic_id,
        told.told_event_count,
        row_number() over (
            partition by
                journey_keywords.user_id,
                journey_keywords.root_keyword,
                journey_keywords.spell_number
            order by
                case
                    when told.told_event_count * 2 >= journeys.event_count
                        then 0
                    else 1
                end,
                journey_keywords.keyword_rank
        ) as name_place
    from journey_keywords
    inner join journeys
        on {{ hobby__same_journey('journey_keywords', 'journeys') }}
    left join told
        on
            {{ hobby__same_journey('journey_keywords', 'told') }}
            and journey_keywords.keyword = told.keyword
    -- No other keyword could be among the best.
    where
        journey_keywords.keyword_rank <= {{ most }}
        or told.told_event_count * 2 >= journeys.event_count
),

listed as (
    select
        user_id,
        root_keyword,
        spell_number,
        max(case when name_place = 1 then keyword end) as journey_keyword,
        max(case when name_place = 1 then topic_id end) as journey_topic_id,
        max(case when name_place = 1 then told_event_count end)
            as told_event_count,
        {{ hobby__list_of('keyword', 'name_place', most) }} as keywords
    from placed
    group by user_id, root_keyword, spell_number
),

final as (
    select
        listed.*,
        topics.topic_name
    from listed
    left join topics
        on listed.journey_topic_id = topics.topic_id
)

select * from final
