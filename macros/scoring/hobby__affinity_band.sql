{#-
    What an affinity score predicts, in a word that means the same in every topic:
    high, medium or low.
-#}
{% macro hobby__affinity_band(affinity_score) -%}
    case
        when {{ affinity_score }} >= {{ hobby__scoring('high_affinity') | float }}e0
            then 'high'
        when {{ affinity_score }} >= {{ hobby__scoring('medium_affinity') | float }}e0
            then 'medium'
        else 'low'
    end
{%- endmacro %}
