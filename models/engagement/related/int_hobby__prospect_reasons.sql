with

speaking as (
    select * from {{ ref('int_hobby__prospect_topics') }}
),

topic_events as (
    select * from {{ ref('int_hobby__topic_events') }}
    where is_shown_product
),

-- A product stands for the first of its topics only.
products as (
    select
        speaking.topic_id,
        speaking.user_id,
        topic_events.product_id,
        min(speaking.topic_number) as topic_number,
        max(topic_events.fit_grade) as fit_grade,
        max(topic_events.relevance) as relevance
    from speaking
    inner join topic_events
        on
            speaking.user_id = topic_events.user_id
            and speaking.related_topic_id = topic_events.topic_id
    group by speaking.topic_id, speaking.user_id, topic_events.product_id
),

-- The surest product of the first topic, then that of the second.
numbered as (
    select
        *,
        row_number() over (
            partition by topic_id, user_id, topic_number
            order by fit_grade desc, relevance desc, product_id asc
        ) as number_in_topic
    from products
),

sampled as (
    select
        *,
        row_number() over (
            partition by topic_id, user_id
            order by number_in_topic, topic_number
        ) as product_number
    from numbered
),

named as (
    select
        topic_id,
        user_id,
        {{ hobby__list_of('related_topic_name', 'topic_number', 3) }}
            as related_topic_names
    from speaking
    group by topic_id, user_id
),

shown as (
    select
        topic_id,
        user_id,
        max(case when product_number = 1 then product_id end)
            as sample_product_id,
        max(case when product_number = 2 then product_id end)
            as second_product_id
    from sampled
    group by topic_id, user_id
),

final as (
    select
        named.topic_id,
        named.user_id,
        named.related_topic_names,
        shown.sample_product_id,
        shown.second_product_id
    from named
    left join shown
        on
            named.topic_id = shown.topic_id
            and named.user_id = shown.user_id
)

select * from final
