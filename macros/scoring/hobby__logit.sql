{#- Log odds of a share strictly between 0 and 1. -#}
{% macro hobby__logit(share) -%}
    ln({{ share }} / (1.0e0 - {{ share }}))
{%- endmacro %}
