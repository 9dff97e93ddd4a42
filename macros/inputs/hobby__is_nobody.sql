{% macro hobby__is_nobody(user_id) -%}
    {#- Whether an id stands for no one: a word for a missing value, or one of
        `hobby__guest_ids`, or two words of which a guest's is the first. -#}
    {%- set guests = (var('hobby__guest_ids') | string | lower).split() -%}
    (
        lower({{ user_id }}) in ({{ hobby__listed(
            hobby__missing_words() + guests
        ) }})
        {%- for word in guests if word.isalpha() %}
        or lower({{ user_id }}) like '{{ word }} %'
        {%- endfor %}
    )
{%- endmacro %}

{% macro hobby__is_rounded(id) -%}
    {#- Whether a spreadsheet rounded an id, 1.23457E+12: it may be of many. -#}
    translate(lower({{ id }}), '0123456789.', '') = 'e+'
{%- endmacro %}
