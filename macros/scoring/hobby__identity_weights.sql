{#-
    The fitted weights of identity as one row with a column a term, for a cross
    join: a seed is data, so a shop may replace it by weights of its own.
-#}
{% macro hobby__identity_weights() -%}
    select
        {% for term in ['constant'] + hobby__identity_terms('names') -%}
        coalesce(max(case when term = '{{ term }}' then weight end), 0.0e0)
            as {{ term }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('hobby__identity_weights') }}
{%- endmacro %}
