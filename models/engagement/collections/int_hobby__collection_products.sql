with

collection_topics as (
    select * from {{ ref('int_hobby__collection_topics') }}
),

members as (
    select * from {{ ref('int_hobby__collection_members') }}
    where is_shown_product
),

-- A label that may fit says of a person what else agrees with it; of a product
-- alone it says too little.
product_topics as (
    select * from {{ ref('int_hobby__product_topics_rolled_up') }}
    where
        is_leaf
        and is_shown_product
        and fit_grade >= {{ hobby__scoring('strong_grade') }}
),

candidates as (
    select
        collection_topics.collection_id,
        product_topics.product_id,
        product_topics.topic_id,
        collection_topics.member_topic_id,
        product_topics.fit_grade,
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
        cast(null as {{ dbt.type_string() }}) as member_topic_id,
        cast(null as {{ dbt.type_int() }}) as fit_grade,
        1.0e0 as relevance,
        true as is_hand_picked
    from members
),

reasoned as (
    select
        *,
        row_number() over (
            partition by collection_id, product_id
            order by
                case when is_hand_picked then 0 else 1 end,
                fit_grade desc,
                relevance desc,
                topic_id asc
        ) as reason_rank
    from candidates
),

final as (
    select
        collection_id,
        product_id,
        row_number() over (
            partition by collection_id
            order by
                case when is_hand_picked then 0 else 1 end,
                fit_grade desc,
                relevance desc,
                product_id asc
        ) as product_rank,
        topic_id as reason_topic_id,
        member_topic_id,
        fit_grade,
        {{ hobby__score('relevance') }} as relevance,
        is_hand_picked
    from reasoned
    where reason_rank = 1
)

select * from final
