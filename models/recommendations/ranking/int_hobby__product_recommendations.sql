with

neighbours as (
    select * from {{ ref('hobby__product_neighbours') }}
),

offered as (
    select * from {{ ref('int_hobby__offered_products') }}
),

final as (
    select
        neighbours.product_id,
        neighbours.context,
        neighbours.neighbour_product_id as other_product_id,
        offered.product_name as other_product_name,
        {{ hobby__score('neighbours.weight') }} as score,
        row_number() over (
            partition by neighbours.product_id, neighbours.context
            order by neighbours.neighbour_rank
        ) as recommendation_rank
    from neighbours
    inner join offered
        on neighbours.neighbour_product_id = offered.product_id
)

select * from final
