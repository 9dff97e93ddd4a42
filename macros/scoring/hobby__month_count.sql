{#- The months of a group, counted by their bits: an aggregate (see hobby__month_bit). -#}
{% macro hobby__month_count(month_bit) -%}
    {{ return(adapter.dispatch('hobby__month_count', 'hobby_profiles')(month_bit)) }}
{%- endmacro %}

{% macro default__hobby__month_count(month_bit) -%}
    cast(bit_count(bit_or({{ month_bit }})) as {{ dbt.type_bigint() }})
{%- endmacro %}

{% macro postgres__hobby__month_count(month_bit) -%}
    bit_count(cast(bit_or({{ month_bit }}) as bit(64)))
{%- endmacro %}
