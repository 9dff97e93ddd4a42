{#-
    Where a journey stands, by the user's own rhythm: ongoing until one and a
    half of the user's own gaps have passed without an event, ended after
    `ended_after_gaps` of them, pausing in between.
-#}
{% macro hobby__journey_stage(recency_days, own_gap_days) -%}
    case
        when {{ recency_days }} <= 1.5e0 * {{ own_gap_days }} then 'ongoing'
        when
            {{ recency_days }} <= {{ hobby__scoring('ended_after_gaps') }}
            * {{ own_gap_days }} then 'pausing'
        else 'ended'
    end
{%- endmacro %}
