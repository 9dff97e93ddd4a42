with

user_products as (
    select * from {{ ref('int_hobby__user_products') }}
),

neighbours as (
    select * from {{ ref('hobby__product_neighbours') }}
    where context = 'goes_with'
),

offered as (
    select * from {{ ref('int_hobby__offered_products') }}
),

-- All that a user has speaks for a product, each by its weight.
{{ hobby__neighbour_candidates(
    'together', 'neighbours.weight'
) }}

select * from final
