{% macro hobby__try_cast(expression, type) -%}
    {{ adapter.dispatch('hobby__try_cast', 'hobby_profiles')(expression, type) }}
{%- endmacro %}

{% macro default__hobby__try_cast(expression, type) -%}
    try_cast({{ expression }} as {{ type }})
{%- endmacro %}
