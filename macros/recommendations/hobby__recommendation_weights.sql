{#-
    Aggregate over the seed hobby__recommendation_weights: its weights as columns
    weight_<term>; a term without a row counts nothing.
-#}
{% macro hobby__recommendation_weights() -%}
    {%- for term in ['constant'] + hobby__recommendation_sources() | map('first') | list -%}
        coalesce(
            max(case when term = '{{ term }}' then weight end), 0.0e0
        ) as weight_{{ term }}{{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
