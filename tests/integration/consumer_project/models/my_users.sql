select distinct
    customer as user_id,
    customer <> 1 as has_consent
from {{ ref('till') }}
