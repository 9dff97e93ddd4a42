{#-
    Log odds that the user has an event in the topic within the horizon: the
    weighted sum of the scorecard's terms. Needs the relations terms (columns
    term_...) and score_weights in scope.
-#}
{% macro hobby__propensity(audience_type) -%}
    round(
        score_weights.constant
        {%- for term in hobby__score_terms(audience_type) %}
        + score_weights.{{ term }} * terms.term_{{ term }}
        {%- endfor %}, 6
    )
{%- endmacro %}
