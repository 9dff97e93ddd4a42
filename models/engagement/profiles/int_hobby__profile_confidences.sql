-- How sure each topic is a part of the user, as a line of a profile would say.
{% set child_log_odds = '(0.0e0 - 2.0e0 * power(child_share, 2))' -%}

with

scores as (
    select * from {{ ref('int_hobby__user_topic_scores') }}
    where strong_product_count >= {{ var('hobby__min_profile_products') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

placed as (
    select
        scores.*,
        topics.parent_topic_id,
        topics.is_leaf,
        topics.name_source,
        topics.name_score
    from scores
    inner join topics
        on scores.topic_id = topics.topic_id
),

strongest_children as (
    select
        user_id,
        parent_topic_id as topic_id,
        max(strong_product_count) as strong_product_count
    from placed
    where parent_topic_id is not null
    group by user_id, parent_topic_id
),

-- What one child holds nearly all of, the child says better.
factored as (
    select
        placed.*,
        -- A topic above others speaks of two of them at least.
        not placed.is_leaf
        and (
            placed.reach > {{ hobby__scoring('max_profile_reach') }}
            or placed.strong_product_count
            < 2 * {{ var('hobby__min_profile_products') }}
            -- Two labels of a mixed group are a name for nobody's interest.
            or (
                placed.name_source = 'pair'
                and placed.name_score
                < {{ hobby__scoring('min_pair_name_score') }}
            )
        ) as is_too_general,
        {{ hobby__ratio(
            'coalesce(strongest_children.strong_product_count, 0)',
            'placed.strong_product_count'
        ) }} as child_share
    from placed
    left join strongest_children
        on
            placed.user_id = strongest_children.user_id
            and placed.topic_id = strongest_children.topic_id
),

final as (
    select
        user_id,
        topic_id,
        event_count,
        product_count,
        strong_product_count,
        spend_amount,
        last_event_at,
        reach,
        is_too_general,
        child_share,
        {{ child_log_odds }} as child_log_odds,
        identity_score,
        profile_score,
        {{ hobby__score(hobby__sigmoid(
            'identity_log_odds + ' ~ child_log_odds
        )) }} as confidence
    from factored
)

select * from final
