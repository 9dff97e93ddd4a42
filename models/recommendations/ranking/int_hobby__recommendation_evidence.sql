with

recommendations as (
    select
        *,
        case source
            when 'together' then 'goes_with'
            else source
        end as context
    from {{ ref('int_hobby__user_recommendations') }}
    where source in ('together', 'next')
),

neighbours as (
    select * from {{ ref('hobby__product_neighbours') }}
),

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

-- The product of the user that says most.
placed as (
    select
        recommendations.user_id,
        recommendations.product_id,
        user_products.product_id as evidence_product_id,
        row_number() over (
            partition by recommendations.user_id, recommendations.product_id
            order by
                case
                    when recommendations.context = 'goes_with'
                        then neighbours.weight
                    else neighbours.weight * user_products.recent_weight
                end desc,
                user_products.product_id asc
        ) as evidence_place
    from recommendations
    inner join neighbours
        on
            recommendations.product_id = neighbours.neighbour_product_id
            and recommendations.context = neighbours.context
    inner join user_products
        on
            recommendations.user_id = user_products.user_id
            and neighbours.product_id = user_products.product_id
),

final as (
    select
        user_id,
        product_id,
        evidence_product_id
    from placed
    where evidence_place = 1
)

select * from final
