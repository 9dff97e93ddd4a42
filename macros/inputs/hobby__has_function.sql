{% macro hobby__has_function(name) -%}
    {#- Whether a SQL function is there. Those of the plugin
        hobby_profiles.dbt_plugin are not if a profile does without it. -#}
    {%- do return(run_query(
        "select count(*) from duckdb_functions() where function_name = '"
        ~ name ~ "'"
    ).columns[0].values()[0] > 0) -%}
{%- endmacro %}
