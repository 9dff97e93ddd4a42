{#- Natural logarithm of one plus a value; values below 0 count as 0. -#}
{% macro hobby__log1p(expression) -%}
    ln(1.0e0 + greatest(0.0e0, cast({{ expression }} as double)))
{%- endmacro %}
