with

levels as (
    select * from {{ ref('int_hobby__profile_levels') }}
),

evidence as (
    select * from {{ ref('int_hobby__profile_evidence') }}
),

topic_branches as (
    select * from {{ ref('int_hobby__topic_branches') }}
),

products as (
    select * from {{ ref('stg_hobby__products') }}
),

-- Products that already stand for a better line do not count again.
own_support as (
    select
        levels.*,
        topic_branches.branch_topic_id,
        topic_branches.family_topic_id,
        evidence.product_count,
        evidence.own_product_count,
        evidence.sample_product_id,
        products.product_name as sample_product_name,
        {{ hobby__ratio(
            'evidence.own_product_count', 'evidence.product_count'
        ) }} as own_factor
    from levels
    inner join evidence
        on
            levels.user_id = evidence.user_id
            and levels.topic_id = evidence.topic_id
    inner join topic_branches
        on levels.topic_id = topic_branches.topic_id
    inner join products
        on evidence.sample_product_id = products.product_id
),

ranked as (
    select
        *,
        row_number() over (
            partition by user_id, branch_topic_id
            order by support * own_factor desc, candidate_rank asc
        ) as branch_rank,
        row_number() over (
            partition by user_id, family_topic_id
            order by support * own_factor desc, candidate_rank asc
        ) as family_rank
    from own_support
),

-- Score x 0.95^(similar topics above it), after Pinterest's interest profiles;
-- topics of one branch are similar, children of one parent more so.
discounted as (
    select
        *,
        power(
            {{ hobby__scoring('profile_similarity_discount') | float }}e0,
            branch_rank - 1
        ) as branch_factor,
        power(
            {{ hobby__scoring('profile_sibling_discount') | float }}e0,
            family_rank - 1
        ) as family_factor
    from ranked
),

final as (
    select
        user_id,
        topic_id,
        branch_topic_id,
        family_topic_id,
        candidate_rank,
        profile_score,
        support,
        product_count,
        own_product_count,
        sample_product_id,
        sample_product_name,
        branch_rank,
        family_rank,
        own_factor,
        branch_factor,
        family_factor,
        round(support * own_factor * branch_factor * family_factor, 6)
            as line_support
    from discounted
)

select * from final
