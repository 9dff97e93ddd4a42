with

products_together as (
    select * from {{ ref('int_hobby__products_together') }}
),

texts_alike as (
    select * from {{ ref('int_hobby__texts_alike') }}
),

products_hashed as (
    select * from {{ ref('int_hobby__products_hashed') }}
),

sequences as (
    select * from {{ ref('int_hobby__product_sequences') }}
),

product_sensitivity as (
    select * from {{ ref('int_hobby__product_sensitivity') }}
),

related as (
    select
        product_id,
        neighbour_product_id,
        'goes_with' as context,
        weight
    from products_together
    union all
    select
        products_hashed.product_id,
        others.product_id as neighbour_product_id,
        'similar' as context,
        texts_alike.cosine as weight
    from texts_alike
    inner join products_hashed
        on texts_alike.text_hash = products_hashed.text_hash
    inner join products_hashed as others
        on texts_alike.neighbour_text_hash = others.text_hash
    union all
    select
        product_id,
        next_product_id as neighbour_product_id,
        'next' as context,
        next_share as weight
    from sequences
),

-- A sensitive product is neither a reason nor a proposal.
shown as (
    select product_id from product_sensitivity
    where {{ hobby__is_shown('is_sensitive') }}
),

ranked as (
    select
        related.*,
        row_number() over (
            partition by related.product_id, related.context
            order by related.weight desc, related.neighbour_product_id asc
        ) as neighbour_rank
    from related
    inner join shown
        on related.product_id = shown.product_id
    inner join shown as others
        on related.neighbour_product_id = others.product_id
    where related.product_id <> related.neighbour_product_id
),

-- Of what goes with a product the strongest for each other are kept already.
final as (
    select * from ranked
    where
        context = 'goes_with'
        or neighbour_rank <= {{ hobby__scoring('neighbours_per_product') }}
)

select * from final
