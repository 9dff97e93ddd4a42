{#-
    Trend of an interest in [-1,1]: how much newer its days with an event are
    than all days of the user, by their mean decayed weights. Above 0 it
    grows against the rest, below 0 it fades.
-#}
{% macro hobby__trend(topic, all_topics) -%}
    {% call hobby__round() %}
        {{ hobby__ratio(
            topic ~ '.decayed_day_count', topic ~ '.active_day_count'
        ) }} - {{ hobby__ratio(
            all_topics ~ '.decayed_day_count',
            all_topics ~ '.active_day_count'
        ) }}
    {% endcall %}
{%- endmacro %}
