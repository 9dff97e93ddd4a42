{#-
    How many times more days a user has in a topic than expected. The constant
    shrinks the ratio where both are small, after the gamma-Poisson shrinker
    (DuMouchel 1999).
-#}
{% macro hobby__lift(observed, expected) -%}
    (
        ({{ observed }} + {{ hobby__scoring('lift_prior') | float }}e0)
        / ({{ expected }} + {{ hobby__scoring('lift_prior') | float }}e0)
    )
{%- endmacro %}
