{#-
    The share of a topic's odds that is left where products are
    bought again and again instead of explored: 1 less the replenishment
    discount times the share of events that repeat a product.
-#}
{% macro hobby__repeat_factor(relation) -%}
    (
        1.0e0 - {{ hobby__scoring('replenishment_discount') | float }}e0 * (
            1.0e0 - {{ hobby__ratio(
                relation ~ '.product_count', relation ~ '.event_count'
            ) }}
        )
    )
{%- endmacro %}
