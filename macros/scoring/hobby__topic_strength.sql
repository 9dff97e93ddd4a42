{#- ln(1 + decayed days with an event), as a decimal, to be summed in any order. -#}
{% macro hobby__topic_strength(user_topics) -%}
    cast(
        {{ hobby__log1p(user_topics ~ '.decayed_day_count') }} as decimal(18, 9)
    )
{%- endmacro %}
