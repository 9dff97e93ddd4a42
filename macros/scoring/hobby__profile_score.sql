{#-
    Best topics of one user: the propensity, its odds multiplied by a power of
    the lift (what everybody buys tells little of a person) and by a share for
    variety (repeats and bursts tell less), as a share in (0,1).
-#}
{% macro hobby__profile_score(propensity, lift, variety='1.0e0') -%}
    {{ hobby__score(hobby__sigmoid(
        propensity ~ ' + ' ~ (var('hobby__ubiquity_discount') | float)
        ~ 'e0 * ln(' ~ lift ~ ') + ln(' ~ variety ~ ')'
    )) }}
{%- endmacro %}
