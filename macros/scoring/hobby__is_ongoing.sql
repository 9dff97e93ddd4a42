{#-
    Whether an interest goes on, by the user's own rhythm: the time since the
    last event is at most `ended_after_gaps` times the user's own gap.
-#}
{% macro hobby__is_ongoing(recency_days, topic, all_topics) -%}
    {{ recency_days }} <= {{ hobby__scoring('ended_after_gaps') }}
    * {{ hobby__own_gap_days(topic, all_topics) }}
{%- endmacro %}
