{#-
    Calibrated probability of a propensity, on the line between the two ends
    of its bin. Needs probability_lookup, joined on hobby__propensity_bin.
-#}
{% macro hobby__purchase_probability(propensity) -%}
    probability_lookup.probability_from + (
        probability_lookup.probability_to - probability_lookup.probability_from
    ) * (
        greatest(-10.0e0, least(6.0e0, {{ propensity }})) * 4.0e0
        - probability_lookup.propensity_bin
    )
{%- endmacro %}
