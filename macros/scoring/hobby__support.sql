{#-
    How much more the events say for a topic than chance would: days with an
    event times the logarithm of how many times more they are than expected
    (the user's term of a likelihood ratio).
-#}
{% macro hobby__support(observed, expected) -%}
    {{ observed }} * ln({{ hobby__lift(observed, expected) }})
{%- endmacro %}
