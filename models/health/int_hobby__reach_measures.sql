-- Leaf topics that most users hold, or hardly any.
{% set common_share, rare_share = 0.4, 0.001 -%}
with

topics as (
    select * from {{ ref('hobby__topics') }}
    where is_leaf and not is_sensitive
),

topic_totals as (
    select * from {{ ref('int_hobby__topic_totals') }}
),

shop_totals as (
    select * from {{ ref('int_hobby__shop_totals') }}
),

shares as (
    select
        {{ hobby__ratio(
            'coalesce(topic_totals.user_count, 0)', 'shop_totals.user_count'
        ) }} as user_share
    from topics
    left join topic_totals
        on topics.topic_id = topic_totals.topic_id
    cross join shop_totals
),

final as (
    select
        'share_of_topics_most_users_hold' as measure,
        coalesce(avg(
            case when user_share > {{ common_share }} then 1.0e0 else 0 end
        ), 0) as measured
    from shares
    union all
    select
        'share_of_topics_hardly_anyone_holds' as measure,
        coalesce(avg(
            case when user_share < {{ rare_share }} then 1.0e0 else 0.0e0 end
        ), 0.0e0) as measured
    from shares
)

select * from final
