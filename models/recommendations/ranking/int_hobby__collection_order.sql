with

user_collections as (
    select * from {{ ref('int_hobby__user_collections') }}
),

collection_products as (
    select * from {{ ref('int_hobby__collection_products') }}
),

offered as (
    select * from {{ ref('int_hobby__offered_products') }}
),

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

scores as (
    select * from {{ ref('int_hobby__recommendation_scores') }}
),

-- What is recommended to the user comes first, the rest as the collection has
-- it; what the user has, last.
ordered as (
    select
        user_collections.user_id,
        user_collections.collection_id,
        collection_products.product_id,
        user_products.user_id is not null as is_owned,
        scores.log_odds is not null as is_recommended,
        row_number() over (
            partition by
                user_collections.user_id, user_collections.collection_id
            order by
                case when user_products.user_id is null then 0 else 1 end,
                case when scores.log_odds is null then 1 else 0 end,
                scores.log_odds desc,
                collection_products.product_rank asc
        ) as product_rank
    from user_collections
    inner join collection_products
        on user_collections.collection_id = collection_products.collection_id
    inner join offered
        on collection_products.product_id = offered.product_id
    left join user_products
        on
            user_collections.user_id = user_products.user_id
            and collection_products.product_id = user_products.product_id
    left join scores
        on
            user_collections.user_id = scores.user_id
            and collection_products.product_id = scores.product_id
),

final as (
    select * from ordered
    where product_rank <= {{ hobby__scoring('recommendations_per_user') }}
)

select * from final
