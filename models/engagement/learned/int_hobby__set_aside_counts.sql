{% set reasons = [
    'tester', 'bot', 'wholesaler', 'excluded', 'unlisted', 'retired', 'one_off',
] -%}

with

purchases as (
    select * from {{ ref('int_hobby__purchases_judged') }}
),

reasons as (
    {% for reason in reasons -%}
    select '{{ reason }}' as reason
    {% if not loop.last %}union all{% endif %}
    {% endfor -%}
),

shop as (
    select coalesce(sum(event_count), 0) as event_count
    from purchases
),

counted as (
    select
        set_aside_reason,
        count(distinct user_id) as user_count,
        count(distinct product_id) as product_count,
        sum(event_count) as purchase_count
    from purchases
    where set_aside_reason is not null
    group by set_aside_reason
),

final as (
    select
        reasons.reason,
        coalesce(counted.user_count, 0) as user_count,
        coalesce(counted.product_count, 0) as product_count,
        coalesce(counted.purchase_count, 0) as purchase_count,
        {{ hobby__ratio(
            'coalesce(counted.purchase_count, 0)', 'shop.event_count'
        ) }} as purchase_share
    from reasons
    cross join shop
    left join counted
        on reasons.reason = counted.set_aside_reason
)

select * from final
