{#- Months counted through: twelve a year, from January of year 0. -#}
{% macro hobby__month_number(date) -%}
    cast(
        extract(year from {{ date }}) * 12
        + extract(month from {{ date }}) - 1
        as {{ dbt.type_int() }}
    )
{%- endmacro %}
