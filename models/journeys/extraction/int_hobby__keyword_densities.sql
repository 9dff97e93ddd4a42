with

user_keywords as (
    select * from {{ ref('int_hobby__user_keywords') }}
),

pairs as (
    select * from {{ ref('int_hobby__keyword_pairs') }}
),

both_ways as (
    select
        user_id,
        keyword,
        cosine * near_keyword_weight as near_weight
    from pairs
    union all
    select
        user_id,
        near_keyword as keyword,
        cosine * keyword_weight as near_weight
    from pairs
),

-- A keyword is as dense as what the user has of it and near it.
near as (
    select
        user_id,
        keyword,
        sum(cast(near_weight as decimal(18, 6))) as near_weight
    from both_ways
    group by user_id, keyword
),

final as (
    select
        user_keywords.user_id,
        user_keywords.keyword,
        user_keywords.keyword_weight,
        {% call hobby__round() %}
            user_keywords.keyword_weight
            + coalesce(cast(near.near_weight as double), 0.0e0)
        {% endcall %} as density
    from user_keywords
    left join near
        on
            user_keywords.user_id = near.user_id
            and user_keywords.keyword = near.keyword
)

select * from final
