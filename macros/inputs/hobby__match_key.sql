{% macro hobby__match_key(user_id) -%}
    {#- The form in which a refusal finds its user: Anna@ refuses for ANNA@, 505
        for 505.0, 00505, '505 and {505}, for it is better to leave out one
        person too many. -#}
    {%- set plain -%}
        translate(
            replace(lower({{ user_id }}), 'ß', 'ss'),
            '０１２３４５６７８９''"{}', '0123456789'
        )
    {%- endset -%}
    coalesce(nullif(trim(leading '0' from
        case
            when {{ plain }} like '%.0'
                then substr({{ plain }}, 1, length({{ plain }}) - 2)
            when {{ plain }} like '%.00'
                then substr({{ plain }}, 1, length({{ plain }}) - 3)
            else {{ plain }}
        end
    ), ''), case when {{ user_id }} is not null then '0' end)
{%- endmacro %}
