with

collection_topics as (
    select * from {{ ref('int_hobby__collection_topics') }}
),

members as (
    select * from {{ ref('int_hobby__collection_members') }}
    where is_shown_product
),

product_topics as (
    select * from {{ ref('int_hobby__product_topics_rolled_up') }}
    where is_leaf and is_shown_product
),

candidates as (
    select
        collection_topics.collection_id,
        product_topics.product_id,
        product_topics.topic_id,
        product_topics.relevance,
        false as is_hand_picked
    from collection_topics
    inner join product_topics
        on collection_topics.topic_id = product_topics.topic_id

    union all

    select
        collection_id,
        product_id,
        cast(null as {{ dbt.type_string() }}) as topic_id,
        1.0e0 as relevance,
        true as is_hand_picked
    from members
),

ranked as (
    select
        *,
        row_number() over (
            partition by collection_id, product_id
            order by
                relevance desc,
                case when is_hand_picked then 0 else 1 end,
                topic_id asc
        ) as candidate_rank
    from candidates
),

final as (
    select
        collection_id,
        product_id,
        topic_id as reason_topic_id,
        {{ hobby__score('relevance') }} as relevance,
        is_hand_picked
    from ranked
    where candidate_rank = 1
)

select * from final
