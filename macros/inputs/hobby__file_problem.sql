{% macro hobby__file_problem(path) -%}
    {#- Why a file cannot be read, or an empty string. The function comes from
        the plugin hobby_profiles.dbt_plugin; a profile without it skips this. -#}
    {%- set known = run_query(
        "select count(*) from duckdb_functions()"
        ~ " where function_name = 'hobby_file_problem'"
    ).columns[0].values()[0] -%}
    {%- if known == 0 -%}
        {%- do return('') -%}
    {%- endif -%}
    {%- do return(run_query(
        "select hobby_file_problem('" ~ path | replace("'", "''") ~ "')"
    ).columns[0].values()[0]) -%}
{%- endmacro %}
