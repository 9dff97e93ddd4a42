-- Two candidates of a user tell one interest if one stands above the other in
-- the tree, if their names mean nearly the same, or if they share products.
with

candidates as (
    select * from {{ ref('int_hobby__profile_candidates') }}
),

profile_products as (
    select * from {{ ref('int_hobby__profile_products') }}
),

ancestors as (
    select * from {{ ref('hobby__topic_ancestors') }}
    where distance > 0
),

neighbours as (
    select * from {{ ref('int_hobby__topic_neighbours') }}
),

shared as (
    select
        better.user_id,
        better.topic_id,
        lesser.topic_id as other_topic_id
    from profile_products as better
    inner join profile_products as lesser
        on
            better.user_id = lesser.user_id
            and better.product_id = lesser.product_id
            and better.candidate_rank < lesser.candidate_rank
    group by
        better.user_id,
        better.topic_id,
        lesser.topic_id,
        better.product_count,
        lesser.product_count
    having
        count(*) > {{ hobby__scoring('shared_products') }}
        * least(better.product_count, lesser.product_count)
),

related as (
    select
        candidates.user_id,
        candidates.topic_id,
        ancestors.ancestor_topic_id as other_topic_id
    from candidates
    inner join ancestors
        on candidates.topic_id = ancestors.topic_id
    union
    select
        candidates.user_id,
        candidates.topic_id,
        neighbours.neighbour_topic_id as other_topic_id
    from candidates
    inner join neighbours
        on candidates.topic_id = neighbours.topic_id
    union
    select
        user_id,
        topic_id,
        other_topic_id
    from shared
),

final as (
    select distinct
        related.user_id,
        case
            when own.candidate_rank < other.candidate_rank then own.topic_id
            else other.topic_id
        end as better_topic_id,
        case
            when own.candidate_rank < other.candidate_rank then other.topic_id
            else own.topic_id
        end as lesser_topic_id
    from related
    inner join candidates as own
        on
            related.user_id = own.user_id
            and related.topic_id = own.topic_id
    inner join candidates as other
        on
            related.user_id = other.user_id
            and related.other_topic_id = other.topic_id
)

select * from final
