with

events as (
    select * from {{ ref('int_hobby__user_events') }}
),

product_topics as (
    select * from {{ ref('int_hobby__product_topics_rolled_up') }}
),

-- The amount is not split: a topic gets the whole amount of an event, so
-- sums over topics of one user may exceed what the user spent.
final as (
    select
        events.event_id,
        events.user_id,
        product_topics.topic_id,
        events.product_id,
        events.quantity,
        events.amount,
        events.capped_amount,
        events.event_weight,
        events.decayed_weight,
        events.age_days,
        events.month_bit,
        events.is_first_of_product,
        product_topics.fit_grade,
        product_topics.relevance,
        product_topics.is_shown_product,
        product_topics.is_leaf,
        events.event_date,
        events.event_at
    from events
    inner join product_topics
        on events.product_id = product_topics.product_id
)

select * from final
