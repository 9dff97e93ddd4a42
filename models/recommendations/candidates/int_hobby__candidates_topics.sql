with

scores as (
    select * from {{ ref('int_hobby__user_topic_scores') }}
    where
        strong_product_count
        >= {{ hobby__scoring('interest_min_products') }}
),

leaves as (
    select * from {{ ref('hobby__topics') }}
    where is_leaf
),

ancestors as (
    select * from {{ ref('hobby__topic_ancestors') }}
),

lines as (
    select * from {{ ref('int_hobby__profile_topics') }}
),

-- What the profile tells, so that no reason names an interest that it does not.
told as (
    select distinct
        lines.user_id,
        ancestors.topic_id
    from lines
    inner join ancestors
        on lines.topic_id = ancestors.ancestor_topic_id
),

interest_products as (
    select * from {{ ref('int_hobby__interest_products') }}
    where interest_kind = 'topic'
),

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

ranked_topics as (
    select
        scores.user_id,
        scores.topic_id,
        scores.profile_score,
        row_number() over (
            partition by scores.user_id
            order by scores.profile_score desc, scores.topic_id asc
        ) as topic_place
    from scores
    inner join leaves
        on scores.topic_id = leaves.topic_id
    inner join told
        on
            scores.user_id = told.user_id
            and scores.topic_id = told.topic_id
),

people as (
    select
        user_id,
        topic_id as interest_id,
        topic_id as evidence_id,
        profile_score as interest_weight
    from ranked_topics
    where topic_place <= {{ hobby__scoring('topics_per_user') }}
),

{{ hobby__interest_candidates('topic') }}

select * from final
