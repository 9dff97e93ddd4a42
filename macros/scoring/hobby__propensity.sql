{#-
    Log odds that the user has an event in the topic within the horizon: the
    scorecard, shifted to the level at which people of this shop come back.
    Needs the relations terms, score_weights and shop_level in scope.
-#}
{% macro hobby__propensity(audience_type) -%}
    round(
        {{ hobby__weighted_terms(audience_type) }}
        + shop_level.level_shift, 6
    )
{%- endmacro %}
