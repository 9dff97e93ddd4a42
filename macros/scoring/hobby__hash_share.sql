{#-
    A number in [0,1) that a text always gives, on any engine: the first six
    digits of its hash. Shares below a tenth are a tenth of all texts.
-#}
{% macro hobby__hash_share(text) -%}
    (
        {%- for place in range(6) %}
        ({{ dbt.position(
            'substr(' ~ dbt.hash(text) ~ ', ' ~ (place + 1) ~ ', 1)',
            "'0123456789abcdef'"
        ) }} - 1) * {{ 16 ** (5 - place) }}
        {{- ' +' if not loop.last }}
        {%- endfor %}
    ) / 16777216.0e0
{%- endmacro %}
