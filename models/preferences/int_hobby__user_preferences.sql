{% set prior = hobby__scoring('preference_prior') | float -%}

with

evidence as (
    select * from {{ ref('int_hobby__preference_evidence') }}
),

topic_values as (
    select
        topic_id,
        attribute,
        value,
        sum(weight) as weight
    from evidence
    group by topic_id, attribute, value
),

topic_shares as (
    select
        topic_id,
        attribute,
        value,
        {{ hobby__ratio(
            'weight', 'sum(weight) over (partition by topic_id, attribute)'
        ) }} as topic_share
    from topic_values
),

user_topics as (
    select
        user_id,
        topic_id,
        attribute,
        sum(weight) as weight
    from evidence
    group by user_id, topic_id, attribute
),

user_values as (
    select
        user_id,
        attribute,
        value,
        cast(sum(weight) as double) as weight,
        sum(event_count) as evidence_count,
        sum(product_count) as product_count
    from evidence
    group by user_id, attribute, value
),

-- What the shop's users would choose who bought as much in the same topics: a
-- lean that the topic has is none of the user.
expected as (
    select
        user_topics.user_id,
        user_topics.attribute,
        topic_shares.value,
        cast(
            sum(cast(
                user_topics.weight * topic_shares.topic_share as decimal(18, 9)
            )) as double
        ) as expected_weight
    from user_topics
    inner join topic_shares
        on
            user_topics.topic_id = topic_shares.topic_id
            and user_topics.attribute = topic_shares.attribute
    group by user_topics.user_id, user_topics.attribute, topic_shares.value
),

totals as (
    select
        user_id,
        attribute,
        cast(sum(weight) as double) as weight
    from user_topics
    group by user_id, attribute
),

final as (
    select
        user_values.user_id,
        user_values.attribute,
        user_values.value,
        user_values.evidence_count,
        user_values.product_count,
        {{ hobby__score('user_values.weight / totals.weight') }} as share,
        {{ hobby__score('expected.expected_weight / totals.weight') }}
            as shop_share,
        {% call hobby__round() %}
            (user_values.weight + {{ prior }}e0)
            / (expected.expected_weight + {{ prior }}e0)
        {% endcall %} as lift,
        {{ hobby__score('totals.weight / (totals.weight + ' ~ prior ~ 'e0)') }}
            as confidence
    from user_values
    inner join totals
        on
            user_values.user_id = totals.user_id
            and user_values.attribute = totals.attribute
    inner join expected
        on
            user_values.user_id = expected.user_id
            and user_values.attribute = expected.attribute
            and user_values.value = expected.value
    where totals.weight >= {{ hobby__scoring('preference_min_events') }}
)

select * from final
