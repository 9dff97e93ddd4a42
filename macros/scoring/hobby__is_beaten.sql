{#-
    Whether a surer topic of a relation tells the same interest as a topic.
    Needs int_hobby__profile_relatives as relatives in scope.
-#}
{% macro hobby__is_beaten(topics, by) -%}
    exists (
        select 1
        from relatives
        inner join {{ by }} as better
            on
                relatives.user_id = better.user_id
                and relatives.better_topic_id = better.topic_id
        where
            relatives.user_id = {{ topics }}.user_id
            and relatives.lesser_topic_id = {{ topics }}.topic_id
    )
{%- endmacro %}
