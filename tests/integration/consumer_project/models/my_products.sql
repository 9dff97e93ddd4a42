select
    sku as product_id,
    title as product_name,
    department || ' > ' || shelf as category_path,
    price as price_amount
from {{ ref('catalogue') }}
