{#- Condition that rows of two relations are of one journey. -#}
{% macro hobby__same_journey(left, right) -%}
    {{ left }}.user_id = {{ right }}.user_id
    and {{ left }}.root_keyword = {{ right }}.root_keyword
    and {{ left }}.spell_number = {{ right }}.spell_number
{%- endmacro %}
