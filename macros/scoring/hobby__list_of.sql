{#-
    Values by rank as one text, parted by a mark: an aggregate that any engine
    knows and that gives the same text in any order of rows.
-#}
{% macro hobby__list_of(value, rank, most, mark=', ') -%}
    max(case when {{ rank }} = 1 then {{ value }} end)
    {%- for place in range(2, most + 1) %}
    || coalesce(
        '{{ mark }}' || max(case when {{ rank }} = {{ place }} then {{ value }} end),
        ''
    )
    {%- endfor %}
{%- endmacro %}
