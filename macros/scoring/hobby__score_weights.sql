{#- A select of one row: the fitted weights of a scorecard by hobby__weight_columns. -#}
{% macro hobby__score_weights(audience_type) -%}
    select
        {{ hobby__weight_columns(
            hobby__score_terms(audience_type) | list + ['constant']
        ) }}
    from {{ ref('hobby__score_weights') }}
    where audience_type = '{{ audience_type }}'
{%- endmacro %}
