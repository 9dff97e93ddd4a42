{% macro hobby__commit() -%}
    {#- Makes what a hook did last: dbt rolls back what a hook leaves open. -#}
    {%- do return(adapter.dispatch('hobby__commit', 'hobby_profiles')()) -%}
{%- endmacro %}

{% macro default__hobby__commit() -%}
{%- endmacro %}

{% macro duckdb__hobby__commit() -%}
    {#- A hook has a transaction only once something has opened one. -#}
    {%- do adapter.ensure_transaction() -%}
    {%- do run_query('commit') -%}
    {%- do run_query('begin') -%}
{%- endmacro %}

{% macro postgres__hobby__commit() -%}
    {%- do run_query('commit') -%}
    {%- do run_query('begin') -%}
{%- endmacro %}
