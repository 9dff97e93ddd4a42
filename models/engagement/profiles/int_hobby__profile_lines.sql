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

joined as (
    select
        levels.*,
        topic_branches.branch_topic_id,
        topic_branches.family_topic_id,
        evidence.own_product_count,
        evidence.sample_product_id,
        products.product_name as sample_product_name
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
            order by candidate_rank
        ) as branch_rank
    from joined
),

-- Score x 0.95^(similar topics above it), after Pinterest's interest profiles:
-- where more is known than is shown, varied lines come first.
final as (
    select
        *,
        {{ hobby__score(
            'confidence * power('
            ~ hobby__scoring('profile_similarity_discount') | float
            ~ 'e0, branch_rank - 1)'
        ) }} as line_score
    from ranked
)

-- As wide as the table it widens, so that a line can be explained.
select * from final  -- noqa: AM04
