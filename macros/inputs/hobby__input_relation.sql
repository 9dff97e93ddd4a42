{% macro hobby__input_relation(input_name) -%}
    {#- Where a shop's table is read from: the relation named by the variable
        hobby__<input>, else the file in hobby__data_dir, else none. -#}
    {%- set named = var('hobby__' ~ input_name) -%}
    {%- if named -%}
        {%- do return(named) -%}
    {%- endif -%}
    {%- set from_source = source('hobby_shop', input_name) -%}
    {%- if not execute -%}
        {%- do return(from_source) -%}
    {%- endif -%}
    {%- set stem = var('hobby__data_dir').rstrip('/') ~ '/' ~ input_name -%}
    {%- if hobby__file_exists(stem ~ '.parquet') -%}
        {%- do hobby__check_file(stem ~ '.parquet') -%}
        {%- do return(from_source) -%}
    {%- elif hobby__file_exists(stem ~ '.csv') -%}
        {%- do hobby__check_file(stem ~ '.csv') -%}
        {%- do return(
            "read_csv('" ~ stem ~ ".csv', all_varchar = true, header = true)"
        ) -%}
    {%- endif -%}
    {%- do return(none) -%}
{%- endmacro %}
