-- Everybody in anything that a rule of a campaign may name. Prospects are in
-- none of it.
with

topics as (
    select * from {{ ref('hobby__topics') }}
    where not is_sensitive
),

topic_audiences as (
    select * from {{ ref('int_hobby__topic_audiences') }}
),

collection_audiences as (
    select * from {{ ref('int_hobby__collection_audiences') }}
    where audience_type = 'engaged'
),

brand_audiences as (
    select * from {{ ref('int_hobby__brand_audiences') }}
),

journeys as (
    select * from {{ ref('int_hobby__journey_lines') }}
    where stage <> 'ended'
),

personas as (
    select * from {{ ref('int_hobby__user_personas') }}
),

members as (
    select
        'topic' as kind,
        topic_audiences.topic_id as audience_id,
        topic_audiences.user_id,
        topic_audiences.affinity_score,
        topic_audiences.audience_score,
        topic_audiences.topic_id as reason_topic_id
    from topic_audiences
    inner join topics
        on topic_audiences.topic_id = topics.topic_id

    union all

    select
        'collection' as kind,
        collection_audiences.collection_id as audience_id,
        collection_audiences.user_id,
        collection_audiences.affinity_score,
        collection_audiences.audience_score,
        collection_audiences.reason_topic_id
    from collection_audiences
    left join topics
        on collection_audiences.reason_topic_id = topics.topic_id
    where
        collection_audiences.reason_topic_id is null
        or topics.topic_id is not null

    union all

    select
        'brand' as kind,
        brand as audience_id,
        user_id,
        affinity_score,
        audience_score,
        cast(null as {{ dbt.type_string() }}) as reason_topic_id
    from brand_audiences

    union all

    select
        'journey' as kind,
        journey_keyword as audience_id,
        user_id,
        max(confidence) as affinity_score,
        max(confidence) as audience_score,
        cast(null as {{ dbt.type_string() }}) as reason_topic_id
    from journeys
    group by journey_keyword, user_id

    union all

    select
        'persona' as kind,
        persona_id as audience_id,
        user_id,
        affinity as affinity_score,
        affinity as audience_score,
        cast(null as {{ dbt.type_string() }}) as reason_topic_id
    from personas
),

final as (
    select
        *,
        {{ hobby__member_band('kind', 'affinity_score') }} as affinity_band
    from members
)

select * from final
