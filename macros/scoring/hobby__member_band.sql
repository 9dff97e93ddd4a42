{#-
    Band of whoever is in something that a campaign names. Of a journey and a
    persona the score says how sure it is to be the user's own, not what they buy
    next, so that their edges are another pair.
-#}
{% macro hobby__member_band(kind, affinity_score) -%}
    case
        when {{ kind }} not in ('journey', 'persona')
            then {{ hobby__affinity_band(affinity_score) }}
        when {{ affinity_score }} >= {{ hobby__scoring('high_sureness') | float }}e0
            then 'high'
        when {{ affinity_score }} >= {{ hobby__scoring('medium_sureness') | float }}e0
            then 'medium'
        else 'low'
    end
{%- endmacro %}
