with

events as (
    select * from {{ ref('int_hobby__user_events') }}
),

product_keywords as (
    select * from {{ ref('hobby__product_keywords') }}
),

final as (
    select
        events.user_id,
        product_keywords.keyword,
        cast(sum(cast(
            events.event_weight * product_keywords.salience as decimal(18, 6)
        )) as double) as keyword_weight
    from events
    inner join product_keywords
        on events.product_id = product_keywords.product_id
    group by events.user_id, product_keywords.keyword
)

select * from final
