{#-
    The value of the row that comes last in an order, as an aggregate: without
    keeping all rows as a window would. The columns of the order must tell the
    rows apart.
-#}
{% macro hobby__best(value, order_by) -%}
    {{ adapter.dispatch('hobby__best', 'hobby_profiles')(value, order_by) }}
{%- endmacro %}

{% macro default__hobby__best(value, order_by) -%}
    max_by({{ value }}, row({{ order_by | join(', ') }}))
{%- endmacro %}

{% macro spark__hobby__best(value, order_by) -%}
    max_by({{ value }}, struct({{ order_by | join(', ') }}))
{%- endmacro %}

{% macro postgres__hobby__best(value, order_by) -%}
    (array_agg({{ value }} order by {{ order_by | join(' desc, ') }} desc))[1]
{%- endmacro %}
