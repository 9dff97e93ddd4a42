with

user_keywords as (
    select * from {{ ref('int_hobby__user_keywords') }}
),

neighbours as (
    select * from {{ ref('hobby__keyword_neighbours') }}
),

-- A keyword is as dense as what the user has of it and near it.
near as (
    select
        owned.user_id,
        owned.keyword,
        sum(cast(
            neighbours.cosine * others.keyword_weight as decimal(18, 6)
        )) as near_weight
    from user_keywords as owned
    inner join neighbours
        on owned.keyword = neighbours.keyword
    inner join user_keywords as others
        on
            owned.user_id = others.user_id
            and neighbours.neighbour_keyword = others.keyword
    group by owned.user_id, owned.keyword
),

final as (
    select
        user_keywords.user_id,
        user_keywords.keyword,
        user_keywords.keyword_weight,
        round(
            user_keywords.keyword_weight
            + coalesce(cast(near.near_weight as double), 0.0e0),
            6
        ) as density
    from user_keywords
    left join near
        on
            user_keywords.user_id = near.user_id
            and user_keywords.keyword = near.keyword
)

select * from final
