{% macro hobby__allowed_ranges() -%}
    {#- Settings that are numbers: [lowest, highest] allowed. -#}
    {%- do return({
        'hobby__lookback_days': [1, 36500],
    }) -%}
{%- endmacro %}
