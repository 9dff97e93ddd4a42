{% macro hobby__state_as_of() -%}
    {#- Prints the day everything counts back from, and why it is that day. -#}
    {%- if not execute -%}{%- do return('') -%}{%- endif -%}
    {%- set row = run_query(
        'select as_of_date, window_start_date, latest_event_date from ' ~ this
    ).rows[0] -%}
    {%- set reason = 'hobby__as_of_date' if var('hobby__as_of_date')
        else "the last event's day" -%}
    {%- if row[2] is not none and row[2] | string > row[0] | string -%}
        {%- set reason = reason ~ '; events up to ' ~ row[2]
            ~ ' lie after it' ~ ('' if var('hobby__as_of_date') else ', so few'
            ~ ' and so late that they are taken for slips: set'
            ~ ' hobby__as_of_date if they are not') -%}
    {%- endif -%}
    {%- do log('As-of date ' ~ row[0] ~ ', window from ' ~ row[1] ~ ': '
        ~ reason, info=true) -%}
{%- endmacro %}
