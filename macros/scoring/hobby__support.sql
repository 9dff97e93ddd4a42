{#-
    How much more the events say for a topic than chance would: days with an
    event times the logarithm of how many times more they are than expected
    (the user's term of a likelihood ratio). The constant shrinks the ratio
    where both are small, after the gamma-Poisson shrinker (DuMouchel 1999).
-#}
{% macro hobby__support(observed, expected) -%}
    {{ observed }} * ln(
        ({{ observed }} + {{ var('hobby__support_prior') }}e0)
        / ({{ expected }} + {{ var('hobby__support_prior') }}e0)
    )
{%- endmacro %}
