{#-
    A user's own rhythm: the mean gap between days with an event, in one thing
    or over all the user does, whichever is longer, and never less than
    `min_gap_days`.
-#}
{% macro hobby__own_gap_days(relation, all_events) -%}
    greatest(
        {{ hobby__scoring('min_gap_days') | float }}e0,
        {{ hobby__ratio(
            relation ~ '.tenure_days', relation ~ '.active_day_count - 1'
        ) }},
        {{ hobby__ratio(
            all_events ~ '.tenure_days', all_events ~ '.active_day_count - 1'
        ) }}
    )
{%- endmacro %}
