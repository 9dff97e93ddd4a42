{#-
    What each source adds to the log odds of a candidate, parted by a mark. Needs
    the relations terms and weight_row in scope.

    without leaves a source out; named gives each a name part_<source>, for a
    select list.
-#}
{% macro hobby__recommendation_parts(mark, without=none, named=false) -%}
    {%- set parts = [] -%}
    {%- for source in hobby__recommendation_sources() if source[0] != without -%}
        {%- do parts.append(
            'weight_row.weight_' ~ source[0] ~ ' * terms.term_' ~ source[0]
            ~ (' as part_' ~ source[0] if named else '')
        ) -%}
    {%- endfor -%}
    {{ parts | join(mark) }}
{%- endmacro %}
