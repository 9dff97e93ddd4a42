{#-
    Weighted sum of a scorecard's terms. Needs the relations terms (columns
    term_...) and score_weights in scope.
-#}
{% macro hobby__weighted_terms(audience_type) -%}
    score_weights.constant
    {%- for term in hobby__score_terms(audience_type) %}
    + score_weights.{{ term }} * terms.term_{{ term }}
    {%- endfor %}
{%- endmacro %}
