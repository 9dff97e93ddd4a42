{#-
    Types that contracts and seeds name, where dbt writes the statement, and that
    an engine calls otherwise: `double precision` and `text` on PostgreSQL.
-#}
{% macro hobby__own_types() -%}
    {{ return(adapter.dispatch('hobby__own_types', 'hobby_profiles')()) }}
{%- endmacro %}

{% macro default__hobby__own_types() -%}
{%- endmacro %}

{% macro postgres__hobby__own_types() -%}
    {%- for name, type in [('double', 'double precision'), ('string', 'text')] %}
    do $$ begin
        create domain {{ name }} as {{ type }};
    exception when duplicate_object then null;
    end $$;
    {%- endfor %}
{%- endmacro %}
