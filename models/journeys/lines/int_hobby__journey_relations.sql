-- What goes with a journey: journeys that the same users have more often than
-- by chance, and keywords near in meaning. What fewer than
-- `hobby__min_journey_users` share is told to nobody.
{% set most = 10 -%}

with

user_journeys as (
    select distinct
        user_id,
        journey_keyword
    from {{ ref('int_hobby__journey_lines') }}
),

neighbours as (
    select * from {{ ref('hobby__keyword_neighbours') }}
),

journey_users as (
    select
        journey_keyword,
        count(*) as user_count
    from user_journeys
    group by journey_keyword
),

together as (
    select
        user_journeys.journey_keyword,
        others.journey_keyword as expansion_keyword,
        count(*) as user_count
    from user_journeys
    inner join user_journeys as others
        on
            user_journeys.user_id = others.user_id
            and user_journeys.journey_keyword <> others.journey_keyword
    group by user_journeys.journey_keyword, others.journey_keyword
    having count(*) >= {{ var('hobby__min_journey_users') }}
),

related as (
    select
        together.journey_keyword,
        together.expansion_keyword,
        'users' as source,
        together.user_count / sqrt(
            cast(own.user_count as double) * other.user_count
        ) as strength
    from together
    inner join journey_users as own
        on together.journey_keyword = own.journey_keyword
    inner join journey_users as other
        on together.expansion_keyword = other.journey_keyword
    union all
    select
        journey_users.journey_keyword,
        neighbours.neighbour_keyword as expansion_keyword,
        'meaning' as source,
        neighbours.cosine as strength
    from journey_users
    inner join neighbours
        on journey_users.journey_keyword = neighbours.keyword
),

summed as (
    select
        journey_keyword,
        expansion_keyword,
        min(source) as source,
        {{ hobby__score('cast(sum(cast(strength as decimal(18, 9))) as double)'
            ' / 2.0e0') }} as relation_score
    from related
    group by journey_keyword, expansion_keyword
),

ranked as (
    select
        *,
        row_number() over (
            partition by journey_keyword
            order by relation_score desc, expansion_keyword asc
        ) as expansion_rank
    from summed
),

final as (
    select * from ranked
    where expansion_rank <= {{ most }}
)

select * from final
