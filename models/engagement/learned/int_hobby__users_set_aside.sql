{% set fence, times_many, least_many, fewest_users = 1.5, 10, 100, 20 -%}

with

extremes as (
    select * from {{ ref('int_hobby__user_extremes') }}
),

extents as (
    select
        user_id,
        'products' as measure,
        cast(product_count as double) as extent
    from extremes
    where product_count > 0
    union all
    select
        user_id,
        'units' as measure,
        cast(unit_count as double) as extent
    from extremes
    where unit_count > 0
),

-- Quartiles as values that are there, the same on every engine.
placed as (
    select
        *,
        row_number() over (partition by measure order by extent) as place,
        count(*) over (partition by measure) as user_count
    from extents
),

quartiles as (
    select
        measure,
        max(case when place * 4 <= user_count + 3 then extent end) as low,
        max(case when place * 4 <= user_count * 3 + 3 then extent end) as high
    from placed
    where user_count >= {{ fewest_users }}
    group by measure
),

-- Tukey's fence of logarithms, as few buy much in every shop.
fences as (
    select
        measure,
        greatest(
            {{ least_many }}.0e0,
            {{ times_many }}.0e0 * high,
            high * power({{ hobby__ratio('high', 'low') }}, {{ fence }}e0)
        ) as most
    from quartiles
),

wholesalers as (
    select distinct extents.user_id
    from extents
    inner join fences on extents.measure = fences.measure
    where extents.extent > fences.most
),

reasoned as (
    select
        extremes.user_id,
        case
            when extremes.is_tester and {{ hobby__sets_aside('tester') }}
                then 'tester'
            when extremes.is_bot and {{ hobby__sets_aside('bot') }} then 'bot'
            when
                wholesalers.user_id is not null
                and {{ hobby__sets_aside('wholesaler') }}
                then 'wholesaler'
        end as reason
    from extremes
    left join wholesalers on extremes.user_id = wholesalers.user_id
),

final as (
    select
        user_id,
        reason
    from reasoned
    where reason is not null
)

select * from final
