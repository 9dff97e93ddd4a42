-- The one place where keywords meet their neighbours: each pair of a user once,
-- as it is the dearest step and little is left of it.
with

user_keywords as (
    select * from {{ ref('int_hobby__user_keywords') }}
),

neighbours as (
    select * from {{ ref('hobby__keyword_neighbours') }}
    where keyword < neighbour_keyword
),

final as (
    select
        owned.user_id,
        owned.keyword,
        others.keyword as near_keyword,
        owned.keyword_weight,
        others.keyword_weight as near_keyword_weight,
        neighbours.cosine
    from user_keywords as owned
    inner join neighbours
        on owned.keyword = neighbours.keyword
    inner join user_keywords as others
        on
            owned.user_id = others.user_id
            and neighbours.neighbour_keyword = others.keyword
)

select * from final
