{#-
    The share of a topic's odds and support that is left after two discounts:
    for buying the same products again and again instead of exploring, and for
    a burst, all events on one day, such as a gift.
-#}
{% macro hobby__variety(relation) -%}
    (
        1.0e0 - {{ var('hobby__replenishment_discount') }}e0 * (
            1.0e0 - {{ hobby__ratio(
                relation ~ '.product_count', relation ~ '.event_count'
            ) }}
        )
    ) * case
        when {{ relation }}.active_day_count = 1
            then 1.0e0 - {{ var('hobby__burst_discount') }}e0
        else 1.0e0
    end
{%- endmacro %}
