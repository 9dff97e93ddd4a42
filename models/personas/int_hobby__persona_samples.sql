with

told as (
    select * from {{ ref('int_hobby__user_personas') }}
),

events as (
    select * from {{ ref('int_hobby__user_events') }}
),

persona_products as (
    select * from {{ ref('int_hobby__persona_products') }}
    where product_weight > 0
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

owned as (
    select
        told.user_id,
        told.persona_id,
        events.product_id,
        persona_products.topic_id,
        max(persona_products.product_name) as product_name,
        max(persona_products.product_weight) as product_weight,
        max(events.event_at) as last_event_at
    from told
    inner join persona_products
        on told.persona_id = persona_products.persona_id
    inner join events
        on
            told.user_id = events.user_id
            and persona_products.product_id = events.product_id
    group by
        told.user_id,
        told.persona_id,
        events.product_id,
        persona_products.topic_id
),

product_places as (
    select
        *,
        row_number() over (
            partition by user_id, persona_id
            order by product_weight desc, last_event_at desc, product_id asc
        ) as product_place
    from owned
),

topic_places as (
    select
        owned.user_id,
        owned.persona_id,
        topics.topic_name,
        row_number() over (
            partition by owned.user_id, owned.persona_id
            order by
                count(*) desc,
                max(owned.product_weight) desc,
                topics.topic_name asc
        ) as topic_place
    from owned
    inner join topics
        on owned.topic_id = topics.topic_id
    group by owned.user_id, owned.persona_id, topics.topic_name
),

sample_products as (
    select
        user_id,
        persona_id,
        max(case when product_place = 1 then product_id end)
            as sample_product_id,
        max(case when product_place = 1 then product_name end)
            as sample_product_name,
        max(case when product_place = 2 then product_name end)
            as second_product_name
    from product_places
    group by user_id, persona_id
),

evidence_topics as (
    select
        user_id,
        persona_id,
        {{ hobby__list_of('topic_name', 'topic_place', 3) }} as topic_names
    from topic_places
    group by user_id, persona_id
),

final as (
    select
        sample_products.*,
        evidence_topics.topic_names
    from sample_products
    inner join evidence_topics
        on
            sample_products.user_id = evidence_topics.user_id
            and sample_products.persona_id = evidence_topics.persona_id
)

select * from final
