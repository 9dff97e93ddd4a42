{%- set texts = [
    'experiment_name',
    'variant_name',
    'sample_hash',
    'labeller',
    'judge',
    'model',
    'input_fields',
    'language',
] -%}
{%- set counts = [
    'product_count',
    'max_labels',
    'prompt_version',
    'label_count',
    'input_tokens',
    'output_tokens',
] -%}
{%- set measures = [
    'min_relevance',
    'min_certainty',
    'labels_per_product',
    'accepted_per_product',
    'coverage',
    'mean_fit_grade',
    'rejected_share',
    'fit_grade_difference',
    'fit_grade_difference_ci_low',
    'fit_grade_difference_ci_high',
    'accepted_difference',
    'accepted_difference_ci_low',
    'accepted_difference_ci_high',
] -%}

with

results as (
    select * from {{ ref('int_hobby__experiment_results_read') }}
),

final as (
    select
        {% for name in texts -%}
        cast({{ name }} as {{ dbt.type_string() }}) as {{ name }},
        {% endfor -%}
        {%- for name in counts -%}
        cast({{ name }} as {{ dbt.type_bigint() }}) as {{ name }},
        {% endfor -%}
        {%- for name in measures -%}
        cast({{ name }} as {{ dbt.type_float() }}) as {{ name }},
        {% endfor -%}
        cast(cost_usd as decimal(18, 9)) as cost_usd,
        cast(is_baseline as {{ dbt.type_boolean() }}) as is_baseline
    from results
)

select * from final
