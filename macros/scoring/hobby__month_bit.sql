{#-
    One bit of a whole number per calendar month back from a day, so that
    months can be counted by hobby__month_count without keeping a set of
    dates per group. Months 62 and more back share the last bit.
-#}
{% macro hobby__month_bit(event_date, as_of_date) -%}
    cast(
        power(
            2.0e0,
            least({{ dbt.datediff(event_date, as_of_date, 'month') }}, 62)
        ) as {{ dbt.type_bigint() }}
    )
{%- endmacro %}
