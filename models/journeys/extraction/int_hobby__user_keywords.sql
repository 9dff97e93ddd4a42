with

events as (
    select * from {{ ref('int_hobby__user_events') }}
),

product_places as (
    select * from {{ ref('int_hobby__product_places') }}
),

search_keywords as (
    select * from {{ ref('int_hobby__search_keywords') }}
),

weighed as (
    select
        events.user_id,
        product_places.keyword,
        cast(
            events.event_weight * product_places.nearness as decimal(18, 6)
        ) as keyword_weight
    from events
    inner join product_places
        on events.product_id = product_places.product_id
    union all
    select
        user_id,
        keyword,
        cast(event_weight as decimal(18, 6)) as keyword_weight
    from search_keywords
),

final as (
    select
        user_id,
        keyword,
        cast(sum(keyword_weight) as double) as keyword_weight
    from weighed
    group by user_id, keyword
)

select * from final
