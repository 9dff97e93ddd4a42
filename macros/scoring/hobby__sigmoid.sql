{#- Share in (0,1) of log odds: the inverse of hobby__logit. -#}
{% macro hobby__sigmoid(log_odds) -%}
    1.0e0 / (1.0e0 + exp(-({{ log_odds }})))
{%- endmacro %}
