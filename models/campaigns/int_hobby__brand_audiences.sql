{% set size = 'user_count' -%}

with

events as (
    select * from {{ ref('int_hobby__user_events') }}
),

brands as (
    select distinct
        product_id,
        lower(value) as brand
    from {{ ref('hobby__product_attributes') }}
    where attribute = 'brand'
),

days as (
    select
        brands.brand,
        events.user_id,
        events.event_date,
        max(events.decayed_weight) as decayed_weight
    from events
    inner join brands
        on events.product_id = brands.product_id
    group by brands.brand, events.user_id, events.event_date
),

counted as (
    select
        brand,
        user_id,
        {{ hobby__days_affinity('sum(decayed_weight)') }} as affinity_score,
        count(*) over (partition by brand) as user_count
    from days
    group by brand, user_id
),

positioned as (
    select
        *,
        {{ hobby__percentile('brand', 'affinity_score', size) }} as position
    from counted
),

final as (
    select
        brand,
        user_id,
        affinity_score,
        {{ hobby__affinity_band('affinity_score') }} as affinity_band,
        {{ hobby__audience_score('position', size, 'affinity_score') }}
            as audience_score
    from positioned
)

select * from final
