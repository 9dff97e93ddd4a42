with

user_personas as (
    select * from {{ ref('int_hobby__user_personas') }}
),

user_topics as (
    select * from {{ ref('int_hobby__user_topics') }}
),

topic_totals as (
    select * from {{ ref('int_hobby__topic_totals') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

sizes as (
    select
        persona_id,
        count(*) as user_count
    from user_personas
    group by persona_id
),

persona_topics as (
    select
        user_personas.persona_id,
        user_topics.topic_id,
        count(*) as topic_user_count
    from user_personas
    inner join user_topics
        on user_personas.user_id = user_topics.user_id
    group by user_personas.persona_id, user_topics.topic_id
),

-- How many times more of the persona's users than of the shop's have the topic,
-- either shrunk by users of the shop's mean.
lifts as (
    select
        persona_topics.persona_id,
        topics.topic_name,
        row_number() over (
            partition by persona_topics.persona_id
            order by
                {% call hobby__round() %}
                    persona_topics.topic_user_count / (
                        sizes.user_count * topic_totals.reach_share
                        + {{ hobby__scoring('lift_prior') }}
                    )
                {% endcall %} desc,
                persona_topics.topic_user_count desc,
                topics.topic_id asc
        ) as topic_place
    from persona_topics
    inner join sizes
        on persona_topics.persona_id = sizes.persona_id
    inner join topic_totals
        on persona_topics.topic_id = topic_totals.topic_id
    inner join topics
        on persona_topics.topic_id = topics.topic_id
),

final as (
    select
        persona_id,
        {{ hobby__list_of('topic_name', 'topic_place', 3) }} as topic_names
    from lifts
    where topic_place <= 3
    group by persona_id
)

select * from final
