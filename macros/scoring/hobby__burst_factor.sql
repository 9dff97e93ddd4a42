{#-
    The share of a topic's odds that is left where all events fall
    on one day, such as a gift.
-#}
{% macro hobby__burst_factor(relation) -%}
    case
        when {{ relation }}.active_day_count = 1
            then 1.0e0 - {{ hobby__scoring('burst_discount') | float }}e0
        else 1.0e0
    end
{%- endmacro %}
