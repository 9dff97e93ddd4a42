{#-
    Days with an event that a user would have in a topic if it took the same
    share of their days as it takes of all other users' days; the user is left
    out, so that one heavy buyer does not hide in an average of their own.
-#}
{% macro hobby__expected_day_count(user_days, own_days, topic_days, shop_days) -%}
    {{ hobby__ratio(
        'cast(' ~ user_days ~ ' as double) * (' ~ topic_days ~ ' - ' ~ own_days
        ~ ')',
        shop_days ~ ' - ' ~ user_days
    ) }}
{%- endmacro %}
