with

levels as (
    select * from {{ ref('int_hobby__profile_levels') }}
),

evidence as (
    select * from {{ ref('int_hobby__profile_evidence') }}
),

ancestors as (
    select * from {{ ref('hobby__topic_ancestors') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

branches as (
    select
        ancestors.topic_id,
        ancestors.ancestor_topic_id as branch_topic_id
    from ancestors
    inner join topics
        on ancestors.ancestor_topic_id = topics.topic_id
    where topics.parent_topic_id is null
),

-- Products that already stand for a better line do not count again.
own_support as (
    select
        levels.user_id,
        levels.topic_id,
        branches.branch_topic_id,
        coalesce(topics.parent_topic_id, topics.topic_id) as family_topic_id,
        levels.profile_score,
        levels.candidate_rank,
        levels.support,
        evidence.own_product_count,
        evidence.sample_product_id,
        levels.support * {{ hobby__ratio(
            'evidence.own_product_count', 'evidence.product_count'
        ) }} as own_support
    from levels
    inner join evidence
        on
            levels.user_id = evidence.user_id
            and levels.topic_id = evidence.topic_id
    inner join branches
        on levels.topic_id = branches.topic_id
    inner join topics
        on levels.topic_id = topics.topic_id
),

branch_ranked as (
    select
        *,
        row_number() over (
            partition by user_id, branch_topic_id
            order by own_support desc, candidate_rank asc
        ) as branch_rank,
        row_number() over (
            partition by user_id, family_topic_id
            order by own_support desc, candidate_rank asc
        ) as family_rank
    from own_support
),

-- Score x 0.95^(similar topics above it), then sorted again, after
-- Pinterest's interest profiles; topics of one branch are similar, children
-- of one parent more so.
diversified as (
    select
        *,
        round(
            own_support * power(
                {{ var('hobby__profile_similarity_discount') }}e0,
                branch_rank - 1
            ) * power(
                {{ var('hobby__profile_sibling_discount') }}e0,
                family_rank - 1
            ), 6
        ) as line_support
    from branch_ranked
    where branch_rank <= {{ var('hobby__max_profile_topics_per_branch') }}
),

chosen as (
    select
        *,
        row_number() over (
            partition by user_id
            order by line_support desc, candidate_rank asc
        ) as line_number
    from diversified
),

-- Support says which topics set the user apart; which of them is the best
-- one is what the profile score is for.
final as (
    select
        user_id,
        topic_id,
        branch_topic_id,
        row_number() over (
            partition by user_id
            order by profile_score desc, line_number asc
        ) as profile_rank,
        profile_score,
        support,
        line_support,
        own_product_count,
        sample_product_id
    from chosen
    where line_number <= {{ var('hobby__max_profile_topics') }}
)

select * from final
