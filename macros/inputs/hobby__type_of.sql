{% macro hobby__type_of(kind) -%}
    {#- The type in which staging holds a kind of input. -#}
    {%- do return({
        'timestamp': dbt.type_timestamp(),
        'decimal': 'decimal(18, 4)',
        'integer': 'integer',
    }.get(kind, dbt.type_string())) -%}
{%- endmacro %}
