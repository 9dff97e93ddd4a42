with

profile_topics as (
    select * from {{ ref('int_hobby__profile_topics') }}
),

scores as (
    select * from {{ ref('int_hobby__user_topic_scores') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

final as (
    select
        profile_topics.user_id,
        cast(profile_topics.profile_rank as {{ dbt.type_bigint() }})
            as profile_rank,
        profile_topics.topic_id,
        topics.topic_name,
        topics.topic_path,
        topics.kind,
        profile_topics.also_names,
        profile_topics.confidence,
        scores.identity_score,
        scores.profile_score,
        scores.product_count,
        scores.event_count,
        scores.spend_amount,
        scores.spend_share,
        scores.is_evergreen,
        scores.is_ongoing,
        scores.trend_score,
        profile_topics.sample_product_id,
        profile_topics.sample_product_name,
        topics.is_leaf,
        scores.first_event_at,
        scores.last_event_at
    from profile_topics
    inner join scores
        on
            profile_topics.user_id = scores.user_id
            and profile_topics.topic_id = scores.topic_id
    inner join topics
        on profile_topics.topic_id = topics.topic_id
)

select * from final
