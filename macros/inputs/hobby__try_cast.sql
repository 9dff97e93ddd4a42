{% macro hobby__try_cast(expression, type) -%}
    {{ return(adapter.dispatch('hobby__try_cast', 'hobby_profiles')(
        expression, type
    )) }}
{%- endmacro %}

{% macro default__hobby__try_cast(expression, type) -%}
    {{ return('try_cast(' ~ expression ~ ' as ' ~ type ~ ')') }}
{%- endmacro %}

{% macro postgres__hobby__try_cast(expression, type) -%}
    {#- PostgreSQL has no such cast: its relations come typed. -#}
    {{ return('cast(' ~ expression ~ ' as ' ~ type ~ ')') }}
{%- endmacro %}
