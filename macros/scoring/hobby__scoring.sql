{#-
    The constants of scores and profiles by name: what only somebody who
    redesigns them would turn, so that they are no settings.
-#}
{% macro hobby__scoring(name) -%}
    {%- set constants = {
        'high_affinity': 0.5,
    } -%}
    {%- do return(constants[name]) -%}
{%- endmacro %}
