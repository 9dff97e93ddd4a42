{#-
    How much two topics have to do with each other: users with both beyond those
    that chance would give, as a cosine, damped where they are few. Below 0 counts
    as 0.
-#}
{% macro hobby__similarity(shared, users, related_users, all_users) -%}
    greatest(0.0e0, (
        {{ shared }}
        - cast({{ users }} as double) * ({{ related_users }}) / ({{ all_users }})
    ) / (
        sqrt(cast({{ users }} as double) * ({{ related_users }})) + 5.0e0
    ))
{%- endmacro %}
