with

journeys as (
    select * from {{ ref('int_hobby__journeys') }}
),

journey_lines as (
    select * from {{ ref('int_hobby__journey_lines') }}
),

signature_names as (
    select * from {{ ref('int_hobby__signature_names') }}
),

searches as (
    select * from {{ ref('stg_hobby__searches') }}
),

search_keywords as (
    select distinct event_id from {{ ref('int_hobby__search_keywords') }}
),

read_searches as (
    select search_keywords.event_id is not null as is_read
    from searches
    left join search_keywords
        on searches.event_id = search_keywords.event_id
),

marked as (
    select
        journeys.user_id,
        journeys.event_count,
        journeys.stage,
        journey_lines.journey_id is not null as is_shown,
        journey_lines.similar_count,
        coalesce(journey_lines.journey_rank = 1, false) as is_first,
        sum(case
            when
                journey_lines.journey_id is not null
                and journeys.stage = 'ongoing'
                then 1
            else 0
        end) over (partition by journeys.user_id) > 10 as has_too_many
    from journeys
    left join journey_lines
        on {{ hobby__same_journey('journeys', 'journey_lines') }}
),

final as (
    {{ hobby__failure_counts('marked', {
        'too_many': ['has_too_many', 'is_first'],
        'thin': [
            'event_count = ' ~ var('hobby__min_journey_events'), 'is_shown'
        ],
        'repetitive': ['similar_count > 0', 'is_shown'],
        'ended': ["stage = 'ended'", 'is_shown'],
        'unnamed': ['not is_shown', 'true'],
    }) }}
    union all
    {{ hobby__failure_counts('signature_names', {
        'name_refused': ['refusal is not null', 'true'],
    }) }}
    union all
    {{ hobby__failure_counts('read_searches', {
        'search_unread': ['not is_read', 'true'],
    }) }}
)

select * from final
