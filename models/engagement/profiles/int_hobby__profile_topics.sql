with

profile_lines as (
    select * from {{ ref('int_hobby__profile_lines') }}
    where branch_rank <= {{ var('hobby__max_profile_topics_per_branch') }}
),

chosen as (
    select
        *,
        row_number() over (
            partition by user_id
            order by line_support desc, candidate_rank asc
        ) as line_number
    from profile_lines
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
        sample_product_id,
        sample_product_name
    from chosen
    where line_number <= {{ var('hobby__max_profile_topics') }}
)

select * from final
