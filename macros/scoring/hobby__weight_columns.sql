{#-
    Aggregates over a seed of fitted weights (term, weight): a column a term, for
    one row to cross join. A term without a row counts nothing; a seed is data, so
    a shop may replace it by weights of its own.
-#}
{% macro hobby__weight_columns(terms, prefix='') -%}
    {%- for term in terms -%}
        coalesce(max(case when term = '{{ term }}' then weight end), 0.0e0)
            as {{ prefix }}{{ term }}{{ ',' if not loop.last }}
    {% endfor -%}
{%- endmacro %}
