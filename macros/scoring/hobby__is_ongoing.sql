{#-
    Whether an interest goes on, by the user's own rhythm: the time since the
    last event is at most `ended_after_gaps` times the mean gap between
    days with an event, in the topic or over all the user does, whichever is
    longer, and never less than `min_gap_days`.
-#}
{% macro hobby__is_ongoing(recency_days, topic, all_topics) -%}
    {{ recency_days }} <= {{ hobby__scoring('ended_after_gaps') }} * greatest(
        {{ hobby__scoring('min_gap_days') | float }}e0,
        {{ hobby__ratio(
            topic ~ '.tenure_days', topic ~ '.active_day_count - 1'
        ) }},
        {{ hobby__ratio(
            all_topics ~ '.tenure_days', all_topics ~ '.active_day_count - 1'
        ) }}
    )
{%- endmacro %}
