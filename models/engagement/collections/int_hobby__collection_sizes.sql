with

members as (
    select * from {{ ref('int_hobby__collection_members') }}
),

collection_topics as (
    select
        collection_id,
        count(*) as topic_count
    from {{ ref('int_hobby__collection_topics') }}
    group by collection_id
),

collection_products as (
    select
        collection_id,
        count(*) as product_count
    from {{ ref('int_hobby__collection_products') }}
    group by collection_id
),

collection_audiences as (
    select
        collection_id,
        sum(case when audience_type = 'engaged' then 1 else 0 end)
            as audience_size,
        sum(case when audience_type = 'prospect' then 1 else 0 end)
            as prospect_count
    from {{ ref('int_hobby__collection_audiences') }}
    group by collection_id
),

collections as (
    select
        collection_id,
        min(collection_name) as collection_name,
        count(distinct case
            when not is_matched then coalesce(topic, product_id)
        end) as unmatched_member_count
    from members
    group by collection_id
),

final as (
    select
        collections.collection_id,
        collections.collection_name,
        coalesce(collection_topics.topic_count, 0) as topic_count,
        coalesce(collection_products.product_count, 0) as product_count,
        coalesce(collection_audiences.audience_size, 0) as audience_size,
        coalesce(collection_audiences.prospect_count, 0) as prospect_count,
        coalesce(collection_audiences.audience_size, 0)
        < {{ var('hobby__min_audience_size') }} as is_too_small,
        collections.unmatched_member_count
    from collections
    left join collection_topics
        on collections.collection_id = collection_topics.collection_id
    left join collection_products
        on collections.collection_id = collection_products.collection_id
    left join collection_audiences
        on collections.collection_id = collection_audiences.collection_id
)

select * from final
