{#-
    Best topics of one user: the odds of the propensity, multiplied by factors
    for what sets the user apart, for repeats and for bursts, as a share in
    (0,1).
-#}
{% macro hobby__profile_score(propensity, factors) -%}
    {{ hobby__score(hobby__sigmoid(propensity ~ ' + ln(' ~ factors ~ ')')) }}
{%- endmacro %}
