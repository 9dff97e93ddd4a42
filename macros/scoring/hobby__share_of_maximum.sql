{#-
    A value as a share of the largest in its partition, in [0,1]; the
    logarithm keeps one heavy topic from flattening all others. Values below 0
    count as 0, and the share is 0 where the largest is 0.
-#}
{% macro hobby__share_of_maximum(partition_by, expression) -%}
    {%- set damped = 'ln(1.0e0 + greatest(0, ' ~ expression ~ '))' -%}
    {{ hobby__ratio(
        damped, 'max(' ~ damped ~ ') over (partition by ' ~ partition_by ~ ')'
    ) }}
{%- endmacro %}
