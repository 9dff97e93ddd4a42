{#-
    Best users of one topic: the share of its engaged users one stands above,
    which in a thin topic gives way to a probability that orders them alike, as a
    share of few says little.
-#}
{% macro hobby__audience_score(position, user_count, probability) -%}
    {{ hobby__score(
        '(' ~ user_count ~ ' * ' ~ position ~ ' + '
        ~ (hobby__scoring('thin_topic_users') | float) ~ 'e0 * ' ~ probability ~ ') / ('
        ~ user_count ~ ' + ' ~ (hobby__scoring('thin_topic_users') | float) ~ 'e0)'
    ) }}
{%- endmacro %}
