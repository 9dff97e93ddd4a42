{#- A score as it is stored: a double inside [0,1], rounded to 6 places. -#}
{% macro hobby__score(expression) -%}
    {% call hobby__round() %}
        greatest(0.0e0, least(1.0e0, cast({{ expression }} as double)))
    {% endcall %}
{%- endmacro %}
