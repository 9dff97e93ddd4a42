with

profile_lines as (
    select * from {{ ref('int_hobby__profile_lines') }}
),

also as (
    select * from {{ ref('int_hobby__profile_also') }}
),

chosen as (
    select
        *,
        {{ hobby__profile_order() }} as order_score,
        row_number() over (
            partition by user_id
            order by line_score desc, candidate_rank asc
        ) as line_number
    from profile_lines
),

-- Confidence says which topics are known of the user; which of them comes
-- first is a matter of taste, hence of a setting.
final as (
    select
        chosen.user_id,
        chosen.topic_id,
        row_number() over (
            partition by chosen.user_id
            order by chosen.order_score desc, chosen.line_number asc
        ) as profile_rank,
        also.also_names,
        chosen.confidence,
        chosen.order_score,
        chosen.sample_product_id,
        chosen.sample_product_name
    from chosen
    left join also
        on
            chosen.user_id = also.user_id
            and chosen.topic_id = also.topic_id
    where chosen.line_number <= {{ var('hobby__max_profile_topics') }}
)

select * from final
