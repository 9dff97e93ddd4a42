{% test hobby__sound_rows(model, key=[], required=[], ranges={}) %}
    {#- Rows that share a key, lack a value, or hold one out of its range: one query a table,
        because on small tables a query's overhead costs more than its rows. -#}
    {%- set problems = [] -%}
    {%- for column in required -%}
        {%- do problems.append([column ~ " is null", column ~ " is empty"]) -%}
    {%- endfor -%}
    {%- for column, range in ranges.items() -%}
        {%- if range.minimum is defined -%}
            {%- do problems.append([column ~ " < " ~ range.minimum] * 2) -%}
        {%- endif -%}
        {%- if range.maximum is defined -%}
            {%- do problems.append([column ~ " > " ~ range.maximum] * 2) -%}
        {%- endif -%}
    {%- endfor %}
    with checked as (
        select
            {% for column in key -%}
                {{ column }},
            {% endfor -%}
            {% if problems -%}
                case
                    {% for condition, problem in problems -%}
                        when {{ condition }} then '{{ problem }}'
                    {% endfor -%}
                end
            {%- else -%}
                cast(null as {{ dbt.type_string() }})
            {%- endif %} as problem
        from {{ model }}
    )

    select
        {% for column in key -%}
            {{ column }},
        {% endfor -%}
        max(problem) as problem,
        count(*) as row_count
    from checked
    group by {{ (key or ["problem"]) | join(", ") }}
    having max(problem) is not null{{ " or count(*) > 1" if key }}
{% endtest %}
