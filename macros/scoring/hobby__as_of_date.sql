{#- The day the world is looked at from; the last event's day unless set. -#}
{% macro hobby__as_of_date() -%}
    {%- set as_of_date = var('hobby__as_of_date', none) -%}
    {%- if as_of_date -%}
        cast('{{ as_of_date }}' as date)
    {%- else -%}
        (select max(event_date) from {{ ref('stg_hobby__events') }})
    {%- endif -%}
{%- endmacro %}
