-- Quick shift (Vedaldi and Soatto, 2008) on the graph of near keywords: each
-- keyword of a user leads to the strongest near one that is denser. One that
-- no near keyword outdoes leads to itself, and is the root of a journey.
with

densities as (
    select * from {{ ref('int_hobby__keyword_densities') }}
),

neighbours as (
    select * from {{ ref('hobby__keyword_neighbours') }}
),

upward as (
    select
        owned.user_id,
        owned.keyword,
        {{ hobby__best('denser.keyword', [
            'round(neighbours.cosine * denser.density, 6)', 'denser.keyword'
        ]) }} as next_keyword
    from densities as owned
    inner join neighbours
        on owned.keyword = neighbours.keyword
    inner join densities as denser
        on
            owned.user_id = denser.user_id
            and neighbours.neighbour_keyword = denser.keyword
    where
        denser.density > owned.density
        or (
            denser.density = owned.density
            and denser.keyword > owned.keyword
        )
    group by owned.user_id, owned.keyword
),

final as (
    select
        densities.user_id,
        densities.keyword,
        densities.keyword_weight,
        coalesce(upward.next_keyword, densities.keyword) as next_keyword
    from densities
    left join upward
        on
            densities.user_id = upward.user_id
            and densities.keyword = upward.keyword
)

select * from final
