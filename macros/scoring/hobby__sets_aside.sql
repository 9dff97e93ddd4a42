{#- Whether `hobby__set_aside` names a reason, as a condition. -#}
{% macro hobby__sets_aside(reason) -%}
    {{- 'true' if reason in (var('hobby__set_aside') | string).split() else 'false' -}}
{%- endmacro %}
