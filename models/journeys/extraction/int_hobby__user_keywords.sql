with

events as (
    select * from {{ ref('int_hobby__user_events') }}
),

product_places as (
    select * from {{ ref('int_hobby__product_places') }}
),

final as (
    select
        events.user_id,
        product_places.keyword,
        cast(sum(cast(
            events.event_weight * product_places.nearness as decimal(18, 6)
        )) as double) as keyword_weight
    from events
    inner join product_places
        on events.product_id = product_places.product_id
    group by events.user_id, product_places.keyword
)

select * from final
