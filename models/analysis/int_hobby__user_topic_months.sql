with

topic_events as (
    select * from {{ ref('int_hobby__topic_events') }}
),

shown as (
    select
        user_id,
        topic_id
    from {{ ref('int_hobby__user_topics') }}
),

dated as (
    select
        topic_events.user_id,
        topic_events.topic_id,
        topic_events.amount,
        cast({{ dbt.date_trunc('month', 'topic_events.event_date') }} as date)
            as month_date,
        {{ hobby__month_number('topic_events.event_date') }} as month_number
    from topic_events
    inner join shown
        on
            topic_events.user_id = shown.user_id
            and topic_events.topic_id = shown.topic_id
),

final as (
    select
        user_id,
        topic_id,
        month_date,
        month_number,
        count(*) as event_count,
        sum(amount) as spend_amount,
        row_number() over (
            partition by user_id, topic_id order by month_number
        ) = 1 as is_first_month
    from dated
    group by user_id, topic_id, month_date, month_number
)

select * from final
