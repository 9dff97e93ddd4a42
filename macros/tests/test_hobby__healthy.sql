{% test hobby__healthy(model, severity_of_measure) %}
    {#- Measures of one severity that lie outside their healthy range. -#}
    select
        measure,
        measured_value,
        lowest_value,
        highest_value
    from {{ model }}
    where
        severity = '{{ severity_of_measure }}'
        and not is_healthy
{% endtest %}
