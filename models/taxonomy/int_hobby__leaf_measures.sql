-- Leaf topics that are too common, too rare or too much like a sibling.
{% set common_share = 0.4 -%}
{% set rare_share = 0.001 -%}
{% set overlap = 0.3 -%}
{% set fewest_products = 5 -%}

with

leaves as (
    select * from {{ ref('hobby__topics') }}
    where is_leaf
),

product_topics as (
    select
        product_topics.product_id,
        leaves.topic_id,
        leaves.parent_topic_id,
        leaves.product_count
    from {{ ref('hobby__product_topics') }} as product_topics
    inner join leaves
        on product_topics.topic_id = leaves.topic_id
    where leaves.product_count >= {{ fewest_products }}
),

users as (
    select count(distinct user_id) as user_count
    from {{ ref('int_hobby__user_events') }}
),

held as (
    select
        coalesce(avg(
            case
                when leaves.user_count > {{ common_share }} * users.user_count
                    then 1.0
                else 0.0
            end
        ), 0) as common_topics,
        coalesce(avg(
            case
                when leaves.user_count < {{ rare_share }} * users.user_count
                    then 1.0
                else 0.0
            end
        ), 0) as rare_topics
    from leaves
    cross join users
),

sibling_pairs as (
    select
        firsts.topic_id,
        firsts.product_count + max(seconds.product_count) - count(*)
            as either_count,
        count(*) as both_count
    from product_topics as firsts
    inner join product_topics as seconds
        on
            firsts.product_id = seconds.product_id
            and firsts.parent_topic_id = seconds.parent_topic_id
            and firsts.topic_id <> seconds.topic_id
    group by firsts.topic_id, firsts.product_count, seconds.topic_id
),

overlapping as (
    select count(distinct topic_id) as topic_count
    from sibling_pairs
    where both_count > {{ overlap }} * either_count
),

sizeable as (
    select count(distinct topic_id) as topic_count
    from product_topics
),

final as (
    select
        'share_of_topics_most_users_hold' as measure,
        cast(common_topics as double) as measured
    from held
    union all
    select
        'share_of_topics_hardly_anyone_holds' as measure,
        cast(rare_topics as double) as measured
    from held
    union all
    select
        'share_of_topics_overlapping_a_sibling' as measure,
        case
            when sizeable.topic_count > 0
                then
                    cast(overlapping.topic_count as double)
                    / sizeable.topic_count
            else 0
        end as measured
    from overlapping
    cross join sizeable
)

select * from final
