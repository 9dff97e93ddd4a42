with

selected as (
    select * from {{ ref('int_hobby__profile_topics') }}
),

scores as (
    select * from {{ ref('hobby__user_topic_scores') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

samples as (
    select * from {{ ref('int_hobby__profile_samples') }}
),

final as (
    select
        selected.user_id,
        selected.profile_rank,
        selected.topic_id,
        topics.topic_name,
        topics.topic_path,
        topics.kind,
        selected.profile_score,
        scores.product_count,
        scores.event_count,
        scores.spend_amount,
        scores.spend_share,
        samples.product_id as sample_product_id,
        samples.product_name as sample_product_name,
        topics.is_leaf,
        scores.first_event_at,
        scores.last_event_at
    from selected
    inner join scores
        on
            selected.user_id = scores.user_id
            and selected.topic_id = scores.topic_id
    inner join topics
        on selected.topic_id = topics.topic_id
    inner join samples
        on
            selected.user_id = samples.user_id
            and selected.topic_id = samples.topic_id
)

select * from final
