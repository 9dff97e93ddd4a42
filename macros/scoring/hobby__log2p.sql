{#-
    Binary logarithm of one plus a value, as a decimal, so that sums of it do not
    depend on the order of rows; values below 0 and null count as 0.
-#}
{% macro hobby__log2p(expression) -%}
    cast(
        {{ hobby__log1p('coalesce(' ~ expression ~ ', 0)') }} / ln(2.0e0)
        as decimal(18, 6)
    )
{%- endmacro %}
