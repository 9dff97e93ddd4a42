{#-
    Why a product is proposed again: how often the user bought it. Needs a row of
    int_hobby__user_products, which may lack an interval.
-#}
{% macro hobby__repeat_reason(bought) -%}
    coalesce(
        case
            when {{ bought }}.order_count > 2 then 'you buy it about every '
            else 'you bought it twice, within '
        end
        || cast(
            cast(
                floor({{ bought }}.interval_days + 0.5e0)
                as {{ dbt.type_int() }}
            ) as {{ dbt.type_string() }}
        ) || ' days',
        'you bought it, and it is often bought again'
    )
{%- endmacro %}
