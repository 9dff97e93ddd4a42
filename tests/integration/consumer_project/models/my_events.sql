select
    customer as user_id,
    sku as product_id,
    sold_on as event_at,
    pieces as quantity,
    paid as amount
from {{ ref('till') }}
