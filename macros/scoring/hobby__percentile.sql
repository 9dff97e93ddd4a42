{#-
    Mid-rank percentile of a value in its partition: the share of rows below
    it plus half the share of rows equal to it. Ties share one value, a row
    alone gets 0.5, and the mean over any partition is 0.5.
-#}
{% macro hobby__percentile(partition_by, order_by, size) -%}
    (
        cume_dist() over (
            partition by {{ partition_by }} order by {{ order_by }}
        ) + (
            rank() over (
                partition by {{ partition_by }} order by {{ order_by }}
            ) - 1
        ) / cast({{ size }} as double)
    ) / 2.0e0
{%- endmacro %}
