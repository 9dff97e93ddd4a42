{#-
    The columns of the model's contract for a select list, each cast to the type
    that the contract gives.
-#}
{% macro hobby__contract_columns() -%}
    {%- for column in model.columns.values() %}
        cast({{ column.name }} as {{ api.Column.translate_type(column.data_type) }})
            as {{ column.name }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
