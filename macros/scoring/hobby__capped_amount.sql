{#-
    Amount of an event as scores see it: units beyond `hobby__max_units` of
    one product in one event do not count, so that wholesale-like buying
    cannot swamp a topic. Quantities of 0 leave the amount as it is.
-#}
{% macro hobby__capped_amount(amount, quantity) -%}
    cast(
        case
            when {{ quantity }} > {{ var('hobby__max_units') }}
                then {{ amount }} * {{ var('hobby__max_units') }}
                    / {{ quantity }}
            else {{ amount }}
        end as decimal(18, 4)
    )
{%- endmacro %}
