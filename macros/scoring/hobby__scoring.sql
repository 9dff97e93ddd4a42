{#-
    A constant of scores and profiles: the value of hobby__scoring_constants,
    or the one that the variable hobby__scoring gives it.
-#}
{% macro hobby__scoring(name) -%}
    {%- do return(
        var('hobby__scoring').get(name, hobby__scoring_constants()[name][0])
    ) -%}
{%- endmacro %}
