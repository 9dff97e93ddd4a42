-- Quick shift (Vedaldi and Soatto, 2008) on the graph of near keywords: each
-- keyword of a user leads to the strongest near one that is denser. One that
-- no near keyword outdoes leads to itself, and is the root of a journey.
with

densities as (
    select * from {{ ref('int_hobby__keyword_densities') }}
),

pairs as (
    select * from {{ ref('int_hobby__keyword_pairs') }}
),

-- Of equal densities the later keyword in the alphabet counts as denser: in a
-- pair that is the near one.
directed as (
    select
        pairs.user_id,
        pairs.cosine,
        case
            when near_ones.density >= owned.density then pairs.keyword
            else pairs.near_keyword
        end as keyword,
        case
            when near_ones.density >= owned.density then pairs.near_keyword
            else pairs.keyword
        end as denser_keyword,
        greatest(near_ones.density, owned.density) as density
    from pairs
    inner join densities as owned
        on
            pairs.user_id = owned.user_id
            and pairs.keyword = owned.keyword
    inner join densities as near_ones
        on
            pairs.user_id = near_ones.user_id
            and pairs.near_keyword = near_ones.keyword
),

upward as (
    select
        user_id,
        keyword,
        {{ hobby__best('denser_keyword', [
            hobby__round('cosine * density'), 'denser_keyword'
        ]) }} as next_keyword
    from directed
    group by user_id, keyword
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
