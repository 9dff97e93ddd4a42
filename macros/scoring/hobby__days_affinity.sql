{#-
    Affinity of a user to a product or a brand, of which no scorecard knows
    anything: the chance that so many decayed days with an event tell in a topic.
-#}
{% macro hobby__days_affinity(decayed_days) -%}
    {%- set log_odds = (hobby__scoring('days_affinity_base') | float) ~ 'e0 + '
        ~ (hobby__scoring('days_affinity_weight') | float) ~ 'e0 * '
        ~ hobby__log1p(decayed_days) -%}
    {{ hobby__score(hobby__sigmoid('(' ~ log_odds ~ ')')) }}
{%- endmacro %}
