{#-
    Best topics of one user: the propensity, less a discount for what everybody
    buys, as a share in (0,1). Needs propensity and reach_share in the relation.
-#}
{% macro hobby__profile_score(relation) -%}
    {{ hobby__score(hobby__sigmoid(
        relation ~ '.propensity - ' ~ (var('hobby__ubiquity_discount') | float)
        ~ 'e0 * ' ~ relation ~ '.reach_share'
    )) }}
{%- endmacro %}
