{#-
    What the lift does to the odds of a profile score: what everybody buys
    tells little of a person. A power of it, as the lift of something rare is
    soon large.
-#}
{% macro hobby__lift_factor(lift) -%}
    power({{ lift }}, {{ hobby__scoring('ubiquity_discount') | float }}e0)
{%- endmacro %}
