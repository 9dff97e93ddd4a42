{#-
    What the lines of a profile are ordered by, in [0,1]: how sure the interest
    is (identity), how likely the user comes back to it (alive), or the geometric
    mean of both (balanced).
-#}
{% macro hobby__profile_order() -%}
    {%- set orders = {
        'identity': 'confidence',
        'alive': 'profile_score',
        'balanced': 'sqrt(confidence * profile_score)',
    } -%}
    {{ hobby__score(orders[var('hobby__profile_order')]) }}
{%- endmacro %}
