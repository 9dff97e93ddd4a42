with

matched as (
    select * from {{ ref('int_hobby__persona_topics_matched') }}
),

topic_ancestors as (
    select * from {{ ref('hobby__topic_ancestors') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
    where is_leaf and not is_sensitive
),

-- A topic that is named brings everything below it; what is named nearer to a
-- leaf has the later word on it.
ranked as (
    select
        matched.persona_id,
        topics.topic_id,
        matched.signal_value,
        matched.signed_weight * matched.cosine as signed_weight,
        row_number() over (
            partition by matched.persona_id, topics.topic_id
            order by
                topic_ancestors.distance asc,
                matched.cosine desc,
                matched.signed_weight asc,
                matched.signal_value asc
        ) as signal_rank
    from matched
    inner join topic_ancestors
        on matched.topic_id = topic_ancestors.ancestor_topic_id
    inner join topics
        on topic_ancestors.topic_id = topics.topic_id
),

final as (
    select {{ hobby__contract_columns() }}
    from ranked
    where signal_rank = 1
)

select * from final
