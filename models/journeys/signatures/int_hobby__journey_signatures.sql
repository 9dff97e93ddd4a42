-- A signature is a topic and the best finer keyword of a user's journeys there
-- that enough people share; the topic alone where there is none, and nothing
-- where the topic is shared by fewer.
{% set fewest = var('hobby__min_journey_users') -%}

with

traits as (
    select * from {{ ref('int_hobby__journey_traits') }}
),

told as (
    select distinct
        user_id,
        journey_topic_id as topic_id
    from {{ ref('int_hobby__told_journeys') }}
),

topics as (
    select
        topic_id,
        count(*) as holder_count
    from told
    group by topic_id
    having count(*) >= {{ fewest }}
),

keywords as (
    select
        topic_id,
        trait,
        count(*) as holder_count
    from traits
    where trait_kind = 'keyword'
    group by topic_id, trait
    having count(*) >= {{ fewest }}
),

shared as (
    select
        traits.user_id,
        traits.topic_id,
        traits.trait,
        keywords.holder_count,
        row_number() over (
            partition by traits.user_id, traits.topic_id
            order by traits.trait_place, traits.trait
        ) as trait_rank
    from traits
    inner join keywords
        on
            traits.topic_id = keywords.topic_id
            and traits.trait = keywords.trait
    where traits.trait_kind = 'keyword'
),

final as (
    select
        told.user_id,
        told.topic_id,
        shared.trait as keyword,
        {{ hobby__hash_of(['told.topic_id', 'shared.trait']) }}
            as signature_id,
        coalesce(shared.holder_count, topics.holder_count) as holder_count
    from told
    inner join topics
        on told.topic_id = topics.topic_id
    left join shared
        on
            told.user_id = shared.user_id
            and told.topic_id = shared.topic_id
            and shared.trait_rank = 1
)

select * from final
