with

product_labels as (
    {{ hobby__input(
        'product_labels',
        required={
            'product_id': 'id',
            'label': 'text',
        },
        optional={
            'kind': 'status',
            'fit_grade': 'integer',
        },
    ) }}
),

final as (
    select
        product_id,
        label,
        max(kind) as kind,
        max(coalesce(fit_grade, 5)) as fit_grade
    from product_labels
    where
        product_id is not null
        and label is not null
        and row_problem is null
    group by product_id, label
)

select * from final
