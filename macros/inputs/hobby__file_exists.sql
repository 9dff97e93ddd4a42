{% macro hobby__file_exists(path) -%}
    {%- do return(adapter.dispatch('hobby__file_exists', 'hobby_profiles')(path)) -%}
{%- endmacro %}

{% macro default__hobby__file_exists(path) -%}
    {#- Only DuckDB reads a folder; elsewhere inputs are relations. -#}
    {%- do return(false) -%}
{%- endmacro %}

{% macro duckdb__hobby__file_exists(path) -%}
    {%- set found = run_query(
        "select count(*) from glob('" ~ path | replace("'", "''") ~ "')"
    ) -%}
    {%- do return(found.columns[0].values()[0] > 0) -%}
{%- endmacro %}
