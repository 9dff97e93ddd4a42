with

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

neighbours as (
    select * from {{ ref('hobby__product_neighbours') }}
    where context = 'next'
),

offered as (
    select * from {{ ref('int_hobby__offered_products') }}
),

-- What comes next comes soon: older purchases fade.
{{ hobby__neighbour_candidates(
    'next', 'neighbours.weight * user_products.recent_weight'
) }}

select * from final
