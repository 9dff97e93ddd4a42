{#-
    How strongly a user's related topics speak for a topic: sum of similarity
    times ln(1 + decayed days with an event). An aggregate; summed as decimals, so
    that the order of rows changes nothing.
-#}
{% macro hobby__related_strength(similarity, user_topics) -%}
    cast(sum(cast(
        {{ similarity }} * {{ hobby__log1p(user_topics ~ '.decayed_day_count') }}
        as decimal(18, 9)
    )) as double)
{%- endmacro %}
