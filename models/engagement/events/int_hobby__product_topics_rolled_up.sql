with

product_topics as (
    select * from {{ ref('hobby__product_topics') }}
),

topic_ancestors as (
    select * from {{ ref('hobby__topic_ancestors') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
    {% if not var('hobby__show_sensitive_topics') %}
    where not coalesce(is_sensitive, false)
    {% endif %}
),

products as (
    select * from {{ ref('stg_hobby__products') }}
),

-- A product with two leaves under one inner topic reaches it once: counting
-- each event once per topic is settled here, where rows are few.
rolled_up as (
    select
        product_topics.product_id,
        topic_ancestors.ancestor_topic_id as topic_id,
        max(product_topics.relevance) as relevance,
        max(product_topics.fit_grade) as fit_grade,
        {{ dbt.bool_or('product_topics.is_product_sensitive') }}
            as is_product_sensitive
    from product_topics
    inner join topic_ancestors
        on product_topics.topic_id = topic_ancestors.topic_id
    where product_topics.topic_id in (select topic_id from topics)
    group by
        product_topics.product_id,
        topic_ancestors.ancestor_topic_id
),

final as (
    select
        rolled_up.product_id,
        rolled_up.topic_id,
        products.product_name,
        rolled_up.fit_grade,
        rolled_up.relevance,
        {{ hobby__is_shown('rolled_up.is_product_sensitive') }}
            as is_shown_product,
        topics.is_leaf
    from rolled_up
    inner join topics
        on rolled_up.topic_id = topics.topic_id
    inner join products
        on rolled_up.product_id = products.product_id
)

select * from final
