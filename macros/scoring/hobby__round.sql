{#-
    A fraction rounded to the digits that tables keep, the same way on every
    engine: PostgreSQL knows no digits for what is no decimal.

    value: an expression; or call it with a block where that is long.
-#}
{% macro hobby__round(value='', digits=6) -%}
    {%- set value = value or caller() | trim -%}
    {{ adapter.dispatch('hobby__round', 'hobby_profiles')(value, digits) }}
{%- endmacro %}

{% macro default__hobby__round(value, digits) -%}
    round({{ value }}, {{ digits }})
{%- endmacro %}

{% macro postgres__hobby__round(value, digits) -%}
    round(cast({{ value }} as double) * 1e{{ digits }}) / 1e{{ digits }}
{%- endmacro %}
