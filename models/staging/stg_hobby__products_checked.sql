with

products as (
    {{ hobby__input(
        'products',
        required={
            'product_id': 'id',
            'product_name': 'text',
        },
        optional={
            'category_path': 'category',
            'description': 'text',
            'brand': 'text',
            'attributes': 'text',
            'price_amount': 'decimal',
            'updated_at': 'timestamp',
        },
    ) }}
),

reasoned as (
    select
        *,
        case
            when row_problem in ('ragged_row', 'repeated_header')
                then row_problem
            when product_id is null then 'missing_product_id'
            when
                product_name is null
                or lower(product_name) in (
                    {{ hobby__listed(hobby__missing_words()) }}
                )
                then 'missing_product_name'
        end as own_reason
    from products
),

-- Of rows of one id the best-formed name wins: '?' and DAMAGED are notes on a
-- stock list. Among equals the newest does, then the one without remarks.
numbered as (
    select
        *,
        row_number() over (
            partition by product_id
            order by
                case when own_reason is null then 0 else 1 end,
                least(3, {{ hobby__word_count('product_name') }}) desc,
                case when category_path is null then 1 else 0 end,
                case when updated_at is null then 1 else 0 end,
                updated_at desc,
                length(product_name),
                product_name,
                category_path,
                description,
                brand,
                attributes,
                price_amount
        ) as occurrence
    from reasoned
),

final as (
    select
        product_id,
        product_name,
        coalesce(category_path, '') as category_path,
        coalesce(description, '') as description,
        coalesce(brand, '') as brand,
        coalesce(attributes, '') as attributes,
        price_amount,
        case
            when own_reason is not null then own_reason
            when occurrence > 1 then 'repeated_product_id'
        end as rejection_reason
    from numbered
)

select * from final
