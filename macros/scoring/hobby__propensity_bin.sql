{#-
    Row of the seed hobby__probability_lookup that a propensity falls into:
    bins are a quarter wide, from -10 to 6; what lies outside is clipped.
-#}
{% macro hobby__propensity_bin(propensity) -%}
    cast(floor(
        greatest(-10.0e0, least(5.999e0, {{ propensity }})) * 4.0e0
    ) as integer)
{%- endmacro %}
