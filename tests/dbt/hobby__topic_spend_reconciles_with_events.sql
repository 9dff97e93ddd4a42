{{ config(group="hobby_profiles") }}

-- Per topic, spend and events over users equal those of the accepted events
-- whose product reaches the topic: nothing lost, nothing counted twice.
with

scored as (
    select
        topic_id,
        sum(spend_amount) as spend_amount,
        sum(event_count) as event_count
    from {{ ref('hobby__user_topic_scores') }}
    group by topic_id
),

reached as (
    select
        product_topics.product_id,
        topic_ancestors.ancestor_topic_id as topic_id,
        min(case when product_topics.is_product_sensitive then 1 else 0 end)
            as is_hidden
    from {{ ref('hobby__product_topics') }} as product_topics
    inner join {{ ref('hobby__topic_ancestors') }} as topic_ancestors
        on product_topics.topic_id = topic_ancestors.topic_id
    {% if not var('hobby__show_sensitive_topics') %}
    inner join {{ ref('hobby__topics') }} as leaf_topics
        on
            product_topics.topic_id = leaf_topics.topic_id
            and not coalesce(leaf_topics.is_sensitive, false)
    inner join {{ ref('hobby__topics') }} as topics
        on
            topic_ancestors.ancestor_topic_id = topics.topic_id
            and not coalesce(topics.is_sensitive, false)
    {% endif %}
    group by product_topics.product_id, topic_ancestors.ancestor_topic_id
),

staged_users as (
    select
        reached.topic_id,
        events.user_id,
        sum(
            case
                when events.event_type = 'purchase' then events.amount
                else 0
            end
        ) as spend_amount,
        count(*) as event_count
    from {{ ref('stg_hobby__events') }} as events
    inner join {{ ref('stg_hobby__products') }} as products
        on events.product_id = products.product_id
    inner join reached
        on events.product_id = reached.product_id
    group by reached.topic_id, events.user_id
    {% if not var('hobby__show_sensitive_topics') -%}
    having min(reached.is_hidden) = 0
    {%- endif %}
),

staged as (
    select
        topic_id,
        sum(spend_amount) as spend_amount,
        sum(event_count) as event_count
    from staged_users
    group by topic_id
)

select
    coalesce(scored.topic_id, staged.topic_id) as topic_id,
    scored.spend_amount,
    staged.spend_amount as staged_spend_amount,
    scored.event_count,
    staged.event_count as staged_event_count
from scored
full outer join staged
    on scored.topic_id = staged.topic_id
where
    coalesce(scored.spend_amount, -1) <> coalesce(staged.spend_amount, -1)
    or coalesce(scored.event_count, 0) <> coalesce(staged.event_count, 0)
