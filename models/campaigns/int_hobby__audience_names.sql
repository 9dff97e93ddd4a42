-- What a rule of a campaign may name, and by which names, in lower case.
{% set called = [
    ('topic', 'topics', 'topic_id', 'topic_id'),
    ('topic', 'topics', 'topic_id', 'topic_name'),
    ('topic', 'topics', 'topic_id', 'topic_path'),
    ('topic', 'product_topics', 'topic_id', 'label'),
    ('collection', 'collections', 'collection_id', 'collection_id'),
    ('collection', 'collections', 'collection_id', 'collection_name'),
    ('brand', 'brands', 'brand', 'brand'),
    ('journey', 'journeys', 'journey_keyword', 'journey_keyword'),
    ('journey', 'journeys', 'journey_keyword', 'journey_name'),
    ('persona', 'personas', 'persona_id', 'persona_id'),
    ('persona', 'personas', 'persona_id', 'persona_name'),
] -%}

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
    {% for kind, relation, audience_id, name in called -%}
    select
        '{{ kind }}' as kind,
        {{ audience_id }} as audience_id,
        {{ name }} as name
    from {{ relation }}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
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
