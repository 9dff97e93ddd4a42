with

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

alike as (
    select * from {{ ref('hobby__product_neighbours') }}
    where
        context = 'similar'
        and weight >= {{ hobby__scoring('similar_min_cosine') | float }}e0
        and weight < {{ hobby__scoring('same_thing_cosine') | float }}e0
),

-- Who has a toaster needs no other: goods of which buyers buy another one less
-- often than of the shop's goods propose none.
bought_again as (
    select * from {{ ref('int_hobby__another_shares') }}
    where another_lift >= {{ hobby__scoring('another_min_lift') }}
),

product_topics as (
    select * from {{ ref('int_hobby__product_topics_rolled_up') }}
    where is_leaf and is_shown_product
),

interests as (
    select
        user_id,
        topic_id
    from {{ ref('int_hobby__user_topic_scores') }}
    where
        strong_product_count
        >= {{ hobby__scoring('interest_min_products') }}
),

-- One product of a topic may be anything; two are an interest to serve.
of_interest as (
    select distinct
        user_products.user_id,
        user_products.product_id,
        user_products.recent_weight
    from user_products
    inner join product_topics
        on user_products.product_id = product_topics.product_id
    inner join interests
        on
            user_products.user_id = interests.user_id
            and product_topics.topic_id = interests.topic_id
),

-- The same thing once more is no proposal. Titles alike may be of a dog's and
-- of a cat's food: a topic in common says that they serve one interest.
neighbours as (
    select distinct
        alike.product_id,
        alike.neighbour_product_id,
        alike.weight * bought_again.another_lift as weight
    from alike
    inner join bought_again
        on alike.product_id = bought_again.product_id
    inner join product_topics
        on alike.product_id = product_topics.product_id
    inner join product_topics as other_topics
        on
            alike.neighbour_product_id = other_topics.product_id
            and product_topics.topic_id = other_topics.topic_id
),

offered as (
    select * from {{ ref('int_hobby__offered_products') }}
),

-- What was bought lately speaks louder, and for few products each.
{{ hobby__neighbour_candidates(
    'similar',
    'neighbours.weight * of_interest.recent_weight',
    most=hobby__scoring('similar_per_product'),
    bought='of_interest'
) }}

select * from final
