-- A journey keeps its id from build to build: it is the one of the last build
-- that it shares most of its keywords with, if they meet in time and are each
-- other's nearest. What is new gets an id of its user, root and first event.
{% set last_build = none if flags.FULL_REFRESH
    else load_cached_relation(this) -%}

{# An id that another journey keeps is not given anew. -#}
{% set journey_id = 'fresh.fresh_id' -%}
{% if last_build -%}
{% set journey_id = 'case when kept.journey_id is not null'
    ~ ' then kept.journey_id when taken.journey_id is not null then '
    ~ hobby__hash_of(['fresh.fresh_id', 'fresh.last_event_at'])
    ~ ' else fresh.fresh_id end' -%}
{% endif %}
with

journeys as (
    select * from {{ ref('int_hobby__journeys') }}
),

journey_keywords as (
    select * from {{ ref('int_hobby__journey_keywords') }}
    where keyword_rank <= 10
),

fresh as (
    select
        user_id,
        root_keyword,
        spell_number,
        first_event_at,
        last_event_at,
        {{ hobby__hash_of(['user_id', 'root_keyword', 'first_event_at']) }}
            as fresh_id
    from journeys
),
{% if last_build %}
last_build as (
    select * from {{ this }}
),

shared as (
    select
        fresh.user_id,
        fresh.fresh_id,
        last_build.journey_id,
        count(*) as keyword_count
    from fresh
    inner join journey_keywords
        on {{ hobby__same_journey('fresh', 'journey_keywords') }}
    inner join last_build
        on
            fresh.user_id = last_build.user_id
            and journey_keywords.keyword = last_build.keyword
            and fresh.first_event_at <= last_build.last_event_at
            and fresh.last_event_at >= last_build.first_event_at
    group by fresh.user_id, fresh.fresh_id, last_build.journey_id
),

ranked as (
    select
        *,
        row_number() over (
            partition by fresh_id
            order by keyword_count desc, journey_id asc
        ) as old_rank,
        row_number() over (
            partition by journey_id
            order by keyword_count desc, fresh_id asc
        ) as new_rank
    from shared
),

kept as (
    select * from ranked
    where old_rank = 1 and new_rank = 1
),
{% endif %}
named as (
    select
        fresh.*,
        {{ journey_id }} as journey_id
    from fresh
    {% if last_build %}
    left join kept
        on fresh.fresh_id = kept.fresh_id
    left join kept as taken
        on
            fresh.fresh_id = taken.journey_id
            and taken.fresh_id <> fresh.fresh_id
    {% endif %}
),

final as (
    select
        named.user_id,
        named.root_keyword,
        named.spell_number,
        named.journey_id,
        journey_keywords.keyword,
        journey_keywords.keyword_rank,
        named.first_event_at,
        named.last_event_at
    from named
    inner join journey_keywords
        on {{ hobby__same_journey('named', 'journey_keywords') }}
)

select * from final
