with

members as (
    select * from {{ ref('stg_hobby__collections') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

products as (
    select * from {{ ref('stg_hobby__products') }}
),

product_topics as (
    select * from {{ ref('hobby__product_topics') }}
),

product_sensitivity as (
    select * from {{ ref('int_hobby__product_sensitivity') }}
),

-- A topic is meant by its name, its full path or a label merged into it, in any
-- case.
topic_keys as (
    select
        topic_id,
        lower(topic_name) as topic_key
    from topics
    union
    select
        topic_id,
        lower(topic_path) as topic_key
    from topics
    union
    select
        topic_id,
        lower(label) as topic_key
    from product_topics
),

final as (
    select distinct
        members.collection_id,
        members.collection_name,
        members.topic,
        members.product_id,
        topic_keys.topic_id,
        (
            topic_keys.topic_id is not null
            or products.product_id is not null
        ) as is_matched,
        products.product_id is not null
        and {{ hobby__is_shown('product_sensitivity.is_sensitive') }}
            as is_shown_product
    from members
    left join topic_keys
        on lower(trim(members.topic)) = topic_keys.topic_key
    left join products
        on members.product_id = products.product_id
    left join product_sensitivity
        on members.product_id = product_sensitivity.product_id
)

select * from final
