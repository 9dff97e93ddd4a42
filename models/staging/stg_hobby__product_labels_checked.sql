{% set kinds = [
    'lifestyle', 'activity', 'profession', 'lifestage', 'style',
    'cultural affinity',
] -%}

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

-- A kind that nobody knows does not lose the label.
final as (
    select
        product_id,
        label,
        case
            when lower(kind) in ({{ hobby__listed(kinds) }}) then lower(kind)
        end as kind,
        coalesce(fit_grade, 5) as fit_grade,
        case
            when row_problem is not null then row_problem
            when product_id is null then 'missing_product_id'
            when label is null then 'missing_label'
            when length(label) > 60 then 'label_too_long'
            when fit_grade not between 1 and 5 then 'fit_grade_out_of_range'
        end as rejection_reason
    from product_labels
)

select * from final
