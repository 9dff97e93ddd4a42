{#-
    The fitted weights of a scorecard as one row with a column a term, for a
    cross join: a seed is data, so a shop may replace it by weights of its own.
-#}
{% macro hobby__score_weights(audience_type) -%}
    select
        {% for term in hobby__score_terms(audience_type) -%}
        coalesce(max(case when term = '{{ term }}' then weight end), 0.0e0)
            as {{ term }},
        {% endfor -%}
        coalesce(max(case when term = 'constant' then weight end), 0.0e0)
            as constant
    from {{ ref('hobby__score_weights') }}
    where audience_type = '{{ audience_type }}'
{%- endmacro %}
