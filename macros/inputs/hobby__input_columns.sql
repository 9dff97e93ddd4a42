{% macro hobby__input_columns(relation) -%}
    {#- The names and types of an input's columns: {lower-case name: column}. -#}
    {%- set columns = {} -%}
    {%- for column in get_columns_in_query('select * from ' ~ relation) -%}
        {%- do columns.update({column | lower: column}) -%}
    {%- endfor -%}
    {%- do return(columns) -%}
{%- endmacro %}
