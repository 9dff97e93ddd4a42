{% macro hobby__is_nobody(user_id) -%}
    {#- Whether an id stands for no one: a word for a missing value, or one of
        `hobby__guest_ids`. -#}
    lower({{ user_id }}) in ({{ hobby__listed(
        hobby__missing_words() + (var('hobby__guest_ids') | string | lower).split()
    ) }})
{%- endmacro %}
