{#-
    Best topics of one user: the propensity, its odds multiplied by a power of
    how many times more days the user has in the topic than expected (what
    everybody buys tells little of a person) and by a share for variety
    (repeats and bursts tell less), as a share in (0,1).
-#}
{% macro hobby__profile_score(propensity, observed, expected, variety='1.0e0') -%}
    {{ hobby__score(hobby__sigmoid(
        propensity ~ ' + ' ~ (var('hobby__ubiquity_discount') | float)
        ~ 'e0 * ln(' ~ hobby__lift(observed, expected) ~ ') + ln(' ~ variety
        ~ ')'
    )) }}
{%- endmacro %}
