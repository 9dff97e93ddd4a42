{#-
    One row per kind of failure: rows that fail, and rows of which it is asked.

    checked: relation. failures: by name, the condition of a failure and the
        condition under which a row is asked.
-#}
{% macro hobby__failure_counts(checked, failures) -%}
    {% for failure, (fails, is_asked) in failures.items() -%}
    select
        '{{ failure }}' as failure,
        coalesce(sum(case when {{ fails }} then 1 else 0 end), 0)
            as failed_count,
        count(*) as checked_count
    from {{ checked }}
    where {{ is_asked }}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
{%- endmacro %}
