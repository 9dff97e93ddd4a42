{% macro hobby__is_from_files(input_name) -%}
    {#- Whether an input lies in files, not in a relation that a variable names.
        Asked of the model that reads it: outside of that one, the variable may
        be a ref() that dbt does not allow. -#}
    {%- set node = hobby__node('stg_hobby__' ~ input_name ~ '_checked') -%}
    {%- do return(not node or node.sources | length > 0) -%}
{%- endmacro %}
