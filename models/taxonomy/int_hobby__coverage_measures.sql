with

products_hashed as (
    select distinct product_id from {{ ref('int_hobby__products_hashed') }}
),

covered_products as (
    select distinct product_id from {{ ref('hobby__product_topics') }}
),

events as (
    select * from {{ ref('int_hobby__user_events') }}
),

labels_merged as (
    select * from {{ ref('int_hobby__labels_merged') }}
),

topic_tree as (
    select * from {{ ref('int_hobby__topic_tree') }}
),

products as (
    select
        count(*) as all_count,
        count(covered_products.product_id) as covered_count
    from products_hashed
    left join covered_products
        on products_hashed.product_id = covered_products.product_id
),

spend as (
    select
        sum(events.amount) as all_amount,
        sum(
            case
                when covered_products.product_id is not null then events.amount
                else 0
            end
        ) as covered_amount
    from events
    left join covered_products
        on events.product_id = covered_products.product_id
),

new_labels as (
    select
        count(*) as all_count,
        count(topic_tree.topic_id) as attached_count
    from labels_merged
    left join topic_tree
        on labels_merged.topic_label = topic_tree.topic_label
    where labels_merged.label_status in ('alias', 'new')
),

final as (
    select
        'share_of_products_covered' as measure,
        case
            when all_count > 0
                then cast(covered_count as double) / all_count
            else 1
        end as measured
    from products
    union all
    select
        'share_of_spend_covered' as measure,
        case
            when all_amount > 0
                then cast(covered_amount as double) / cast(all_amount as double)
            else 1
        end as measured
    from spend
    union all
    select
        'share_of_new_labels_attached' as measure,
        case
            when all_count > 0
                then cast(attached_count as double) / all_count
            else 1
        end as measured
    from new_labels
)

select * from final
