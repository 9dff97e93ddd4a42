{#-
    How strongly a user's related topics speak for a topic: sum of similarity
    times strength, ln(1 + decayed days with an event). An aggregate; summed as
    decimals, so that the order of rows changes nothing.
-#}
{% macro hobby__related_strength(similarity, strength) -%}
    cast(sum(cast(
        {{ similarity }} * {{ strength }} as decimal(18, 9)
    )) as double)
{%- endmacro %}
