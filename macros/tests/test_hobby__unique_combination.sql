{% test hobby__unique_combination(model, columns) %}
    {#- Combinations of key columns that occur more than once. -#}
    select
        {{ columns | join(',\n        ') }},
        count(*) as row_count
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1
{% endtest %}
