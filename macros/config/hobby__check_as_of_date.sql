{% macro hobby__check_as_of_date(seen, where) -%}
    {%- if not modules.re.match('^\d{4}-\d{2}-\d{2}$', seen) -%}
        {{ exceptions.raise_compiler_error(
            "hobby__as_of_date is '" ~ seen ~ "'; it must be a date written"
            ~ " YYYY-MM-DD, or empty for the last event's day. " ~ where
        ) }}
    {%- endif -%}
    {%- set today = run_started_at.strftime('%Y-%m-%d') -%}
    {%- if seen > today -%}
        {{ exceptions.raise_compiler_error(
            "hobby__as_of_date is '" ~ seen ~ "', which lies in the future (today"
            ~ " is " ~ today ~ "): nobody's events are known yet. Name a past day,"
            ~ " or leave it empty for the last event's day. " ~ where
        ) }}
    {%- endif -%}
{%- endmacro %}
