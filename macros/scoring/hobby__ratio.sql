{#- A ratio of two numbers as a double; 0 where the divisor is 0 or null. -#}
{% macro hobby__ratio(numerator, denominator) -%}
    case
        when coalesce({{ denominator }}, 0) <= 0 then 0.0e0
        else cast({{ numerator }} as double)
            / cast({{ denominator }} as double)
    end
{%- endmacro %}
