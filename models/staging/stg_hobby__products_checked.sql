with

products as (
    {{ hobby__input(
        'products',
        required={
            'product_id': dbt.type_string(),
            'product_name': dbt.type_string(),
        },
        optional={
            'category_path': dbt.type_string(),
            'description': dbt.type_string(),
            'brand': dbt.type_string(),
            'attributes': dbt.type_string(),
            'price_amount': 'decimal(18, 4)',
        },
    ) }}
),

numbered as (
    select
        *,
        row_number() over (
            partition by product_id
            order by
                product_name,
                category_path,
                description,
                brand,
                attributes,
                price_amount
        ) as occurrence
    from products
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
            when trim(coalesce(product_id, '')) = '' then 'missing_product_id'
            when occurrence > 1 then 'repeated_product_id'
            when trim(coalesce(product_name, '')) = ''
                then 'missing_product_name'
        end as rejection_reason
    from numbered
)

select * from final
