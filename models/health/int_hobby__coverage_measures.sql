-- How much of the shop the taxonomy covers; where there is nothing, all of it.
with

products as (
    select * from {{ ref('stg_hobby__products') }}
),

events as (
    select * from {{ ref('int_hobby__user_events') }}
),

covered_products as (
    select distinct product_id from {{ ref('hobby__product_topics') }}
),

labels_merged as (
    select * from {{ ref('int_hobby__labels_merged') }}
),

topic_tree as (
    select * from {{ ref('int_hobby__topic_tree') }}
),

texts_tagged as (
    select * from {{ ref('int_hobby__texts_tagged') }}
    where source = 'openai'
),

totals as (
    select
        'share_of_products_covered' as measure,
        cast(count(*) as double) as all_of_it,
        cast(count(covered_products.product_id) as double) as covered
    from products
    left join covered_products
        on products.product_id = covered_products.product_id
    union all
    select
        'share_of_spend_covered' as measure,
        cast(sum(events.amount) as double) as all_of_it,
        cast(sum(case
            when covered_products.product_id is not null then events.amount
        end) as double) as covered
    from events
    left join covered_products
        on events.product_id = covered_products.product_id
    union all
    select
        'share_of_new_labels_attached' as measure,
        cast(count(*) as double) as all_of_it,
        cast(count(topic_tree.topic_id) as double) as covered
    from labels_merged
    left join topic_tree
        on labels_merged.topic_label = topic_tree.topic_label
    where labels_merged.label_status in ('alias', 'new')
    union all
    select
        'share_of_attributes_accepted' as measure,
        cast(count(*) as double) as all_of_it,
        cast(sum(case when refusal is null then 1 else 0 end) as double)
            as covered
    from texts_tagged
),

final as (
    select
        measure,
        case
            when coalesce(all_of_it, 0) > 0
                then coalesce(covered, 0) / all_of_it
            else 1.0e0
        end as measured
    from totals
)

select * from final
