with

product_labels as (
    {{ hobby__input(
        'product_labels',
        required={
            'product_id': dbt.type_string(),
            'label': dbt.type_string(),
        },
        optional={
            'kind': dbt.type_string(),
            'fit_grade': 'integer',
        },
    ) }}
),

final as (
    select
        product_id,
        trim(label) as label,
        max(kind) as kind,
        max(coalesce(fit_grade, 5)) as fit_grade
    from product_labels
    where
        trim(coalesce(product_id, '')) <> ''
        and trim(coalesce(label, '')) <> ''
    group by product_id, trim(label)
)

select * from final
