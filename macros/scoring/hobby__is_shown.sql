{#-
    Whether something may be shown and may speak for a topic alone: it is not
    sensitive, or sensitive things are shown. What nobody screened is hidden.
-#}
{% macro hobby__is_shown(is_sensitive) -%}
    {%- if var('hobby__show_sensitive_topics') -%}
        true
    {%- else -%}
        not coalesce({{ is_sensitive }}, true)
    {%- endif -%}
{%- endmacro %}
