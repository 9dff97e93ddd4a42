{#-
    Weight of something that is so many days old: halves every half-life.
    Returned as a decimal, so that a sum over rows is the same in any order.
-#}
{% macro hobby__decay(weight, age_days) -%}
    cast(
        {{ weight }} * power(
            0.5e0, {{ age_days }} / {{ var('hobby__half_life_days') }}.0e0
        ) as decimal(18, 9)
    )
{%- endmacro %}
