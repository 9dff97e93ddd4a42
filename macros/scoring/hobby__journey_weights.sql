{#-
    The fitted weights of journeys as one row with a column a term, for a cross
    join: a seed is data, so a shop may replace it by weights of its own.
-#}
{% macro hobby__journey_weights() -%}
    select
        {% for term in ['constant'] + hobby__journey_terms('names') -%}
        coalesce(max(case when term = '{{ term }}' then weight end), 0.0e0)
            as {{ term }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('hobby__journey_weights') }}
{%- endmacro %}
