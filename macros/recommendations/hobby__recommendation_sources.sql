{#-
    What proposes products to a user: name of the source and of its term in the
    seed hobby__recommendation_weights, and the end of its model's name.
-#}
{% macro hobby__recommendation_sources() -%}
    {%- do return([
        ['together', 'together'],
        ['similar', 'similar'],
        ['next', 'next'],
        ['topic', 'topics'],
        ['journey', 'journeys'],
        ['persona', 'personas'],
        ['repeat', 'repeats'],
        ['popular', 'popular'],
    ]) -%}
{%- endmacro %}
