{% macro hobby__allowed_values() -%}
    {#- Settings that take one of a few words. -#}
    {%- do return({
        'hobby__labeller': ['embedded', 'openai'],
        'hobby__judge': ['embedded', 'openai'],
        'hobby__namer': ['embedded', 'openai'],
        'hobby__prospect_scope': ['collections', 'all'],
    }) -%}
{%- endmacro %}
