{#-
    Weighted mean of expressions, the weights being settings: takes a
    list of pairs [setting name, expression] and divides by the sum of weights.
-#}
{% macro hobby__weighted_mean(terms) -%}
    {%- set total = namespace(value=0.0) -%}
    {%- for term in terms -%}
        {%- set total.value = total.value + (var(term[0]) | float) -%}
    {%- endfor -%}
    (
        {% for term in terms -%}
        {{ var(term[0]) | float }}e0 * {{ term[1] }}
        {%- if not loop.last %} + {% endif %}
        {% endfor -%}
    ) / {{ total.value }}e0
{%- endmacro %}
