{% test hobby__not_null(model, columns) %}
    {#- Rows without a value in one of the columns: one query for all of a table's columns. -#}
    select {{ columns | join(', ') }}
    from {{ model }}
    where
        {% for column in columns -%}
            {{ "or " if not loop.first }}{{ column }} is null
        {% endfor %}
{% endtest %}
