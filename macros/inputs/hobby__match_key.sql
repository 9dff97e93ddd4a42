{% macro hobby__match_key(user_id) -%}
    {#- The form in which a refusal finds its user: Anna@ refuses for ANNA@ and
        505 for 505.0, for it is better to leave out one person too many. -#}
    case
        when {{ user_id }} like '%.0'
            then substr(lower({{ user_id }}), 1, length({{ user_id }}) - 2)
        else lower({{ user_id }})
    end
{%- endmacro %}
