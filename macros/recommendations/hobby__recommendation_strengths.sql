{#-
    Aggregates over candidates: the strength of each source as a column
    term_<source>, 0 where it proposes nothing.
-#}
{% macro hobby__recommendation_strengths() -%}
    {%- for source in hobby__recommendation_sources() if source[0] != 'popular' -%}
        coalesce(
            max(case when source = '{{ source[0] }}' then strength end), 0.0e0
        ) as term_{{ source[0] }}{{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
