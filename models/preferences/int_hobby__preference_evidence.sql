with

purchases as (
    select * from {{ ref('int_hobby__priced_purchases') }}
),

product_attributes as (
    select * from {{ ref('hobby__product_attributes') }}
    where attribute <> 'pack_size'
),

-- A product bought twice is twice a choice; several values of one attribute,
-- such as two colours, share it.
valued as (
    select
        purchases.user_id,
        purchases.product_id,
        coalesce(purchases.topic_id, '') as topic_id,
        product_attributes.attribute,
        product_attributes.value,
        1.0e0 / count(*) over (
            partition by purchases.event_id, product_attributes.attribute
        ) as weight
    from purchases
    inner join product_attributes
        on purchases.product_id = product_attributes.product_id
    union all
    select
        user_id,
        product_id,
        coalesce(topic_id, '') as topic_id,
        'price_paid' as attribute,
        paid as value,
        1.0e0 as weight
    from purchases
    where paid is not null
),

final as (
    select
        user_id,
        topic_id,
        attribute,
        value,
        sum(cast(weight as decimal(18, 9))) as weight,
        count(*) as event_count,
        count(distinct product_id) as product_count
    from valued
    group by user_id, topic_id, attribute, value
)

select * from final
