with

user_topics as (
    select * from {{ ref('int_hobby__user_topics') }}
),

user_breadth as (
    select * from {{ ref('int_hobby__user_breadth') }}
),

relations as (
    select * from {{ ref('int_hobby__topic_relations') }}
),

shop as (
    select sum(topic_strength) as shop_strength from user_breadth
),

topic_strengths as (
    select
        user_topics.topic_id,
        sum({{ hobby__topic_strength('user_topics') }}) as topic_strength
    from user_topics
    group by user_topics.topic_id
),

final as (
    select
        relations.topic_id,
        cast(sum(cast(
            relations.similarity * topic_strengths.topic_strength
            as decimal(38, 9)
        )) as double) as related_strength,
        cast(shop.shop_strength as double) as shop_strength
    from relations
    inner join topic_strengths
        on relations.related_topic_id = topic_strengths.topic_id
    cross join shop
    group by relations.topic_id, shop.shop_strength
)

select * from final
