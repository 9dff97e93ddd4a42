-- What the coherence pass did to the tree; the Python model keeps it beside the
-- topic that carries the result, as a list in JSON.
with

topic_tree as (
    select * from {{ ref('int_hobby__topic_tree') }}
),

steps as (
    select
        topic_id,
        unnest(
            cast(coherence_steps as json[]), recursive := false
        ) as step
    from topic_tree
    where coherence_steps is not null
),

final as (
    select
        cast(topic_id as varchar) as topic_id,
        cast(step ->> 'what' as varchar) as what,
        cast(step ->> 'from_topic' as varchar) as from_topic,
        cast(step ->> 'to_topic' as varchar) as to_topic,
        cast(step ->> 'why' as varchar) as why
    from steps
)

select * from final
