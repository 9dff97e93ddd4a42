with

events as (
    select * from {{ ref('int_hobby__user_events') }}
    {% if var('hobby__persona_label_share') >= 1 -%}
    -- Nobody is left for the walk to tell of.
    where 1 = 0
    {%- endif %}
),

product_topics as (
    select * from {{ ref('int_hobby__product_topics_rolled_up') }}
    where is_leaf and is_shown_product
),

user_products as (
    select distinct
        user_id,
        product_id
    from events
),

final as (
    select
        user_id,
        product_id as node_id,
        'product' as node_kind
    from user_products
    union all
    select distinct
        user_products.user_id,
        product_topics.topic_id as node_id,
        'topic' as node_kind
    from user_products
    inner join product_topics
        on user_products.product_id = product_topics.product_id
)

select * from final
