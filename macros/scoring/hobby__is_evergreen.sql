{#-
    Whether an interest is evergreen by duration and regularity: it lasts at
    least `evergreen_min_days`, and the months with an event are on
    average no more than `evergreen_max_gap_days` apart.
-#}
{% macro hobby__is_evergreen(tenure_days, active_month_count) -%}
    (
        {{ tenure_days }} >= {{ hobby__scoring('evergreen_min_days') }}
        and {{ tenure_days }} <= (
            {{ active_month_count }} - 1
        ) * {{ hobby__scoring('evergreen_max_gap_days') }}
    )
{%- endmacro %}
