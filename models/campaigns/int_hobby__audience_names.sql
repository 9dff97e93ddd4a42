-- What a rule of a campaign may name, and by which names, in lower case.
with

topics as (
    select * from {{ ref('hobby__topics') }}
),

product_topics as (
    select * from {{ ref('hobby__product_topics') }}
),

collections as (
    select * from {{ ref('stg_hobby__collections') }}
),

brands as (
    select * from {{ ref('int_hobby__brand_audiences') }}
),

journeys as (
    select * from {{ ref('int_hobby__journey_lines') }}
),

personas as (
    select * from {{ ref('stg_hobby__personas') }}
),

named as (
    select
        'topic' as kind,
        topic_id as audience_id,
        topic_id as name
    from topics
    union all
    select
        'topic' as kind,
        topic_id as audience_id,
        topic_name as name
    from topics
    union all
    select
        'topic' as kind,
        topic_id as audience_id,
        topic_path as name
    from topics
    union all
    select
        'topic' as kind,
        topic_id as audience_id,
        label as name
    from product_topics
    union all
    select
        'collection' as kind,
        collection_id as audience_id,
        collection_id as name
    from collections
    union all
    select
        'collection' as kind,
        collection_id as audience_id,
        collection_name as name
    from collections
    union all
    select
        'brand' as kind,
        brand as audience_id,
        brand as name
    from brands
    union all
    select
        'journey' as kind,
        journey_keyword as audience_id,
        journey_keyword as name
    from journeys
    union all
    select
        'journey' as kind,
        journey_keyword as audience_id,
        journey_name as name
    from journeys
    union all
    select
        'persona' as kind,
        persona_id as audience_id,
        persona_id as name
    from personas
    union all
    select
        'persona' as kind,
        persona_id as audience_id,
        persona_name as name
    from personas
),

-- A condition on one side only, beside the key, would pair every name with
-- every topic: it is part of the key.
final as (
    select distinct
        named.kind,
        named.audience_id,
        lower(named.name) as name,
        coalesce(topics.is_sensitive, false) as is_sensitive
    from named
    left join topics
        on
            case when named.kind = 'topic' then named.audience_id end
            = topics.topic_id
)

select * from final
