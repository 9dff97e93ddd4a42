{#-
    Log odds that the user has an event in the topic within the horizon: the
    scorecard's sum, shifted to the level at which people of this shop come
    back. Needs the relation shop_level in scope.
-#}
{% macro hobby__propensity(weighted_terms) -%}
    {% call hobby__round() %}
        {{ weighted_terms }} + shop_level.level_shift
    {% endcall %}
{%- endmacro %}
