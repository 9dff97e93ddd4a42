{% macro hobby__instant(column, family, date_order) -%}
    {#- A column as a timestamp in UTC (DuckDB). Text is read as ISO 8601 in all
        its forms, with offsets; 31/12/2022 in the order that was found or set,
        31.12.2022 with the day first, '5 Jan 2022', and seconds, milliseconds or
        microseconds since 1970. A time without an offset is UTC. -#}
    {%- if family in ['timestamp', ''] -%}
        {%- do return('try_cast(' ~ column ~ ' as timestamp)') -%}
    {%- elif family == 'instant' -%}
        {%- do return("timezone('UTC', " ~ column ~ ')') -%}
    {%- elif family != 'text' -%}
        {%- do return(hobby__since_1970('try_cast(' ~ column ~ ' as bigint)')) -%}
    {%- endif -%}
    {%- set text = 'trim(' ~ column ~ ')' -%}
    {%- set time = "(?:,?[T ]\\s*(\\d{1,2})(?::?(\\d{2})(?::?(\\d{2})"
        ~ "(?:[.,](\\d{1,9}))?)?)?\\s*([AaPp][Mm])?)?" -%}
    {%- set zone = "\\s*(Z|z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?$" -%}
    {%- set compact_time = "T?(\\d{2})?(\\d{2})?(\\d{2})?(?:[.,](\\d{1,9}))?()" -%}
    {%- set day_first = "['d', 'm', 'y', 'h', 'i', 's', 'f', 'p', 'z']" -%}
    {%- set month_first = "['m', 'd', 'y', 'h', 'i', 's', 'f', 'p', 'z']" -%}
    {%- set year_first = "['y', 'm', 'd', 'h', 'i', 's', 'f', 'p', 'z']" -%}
    {%- set branches = [
        "when " ~ column ~ " like '____-__-__' or " ~ column
        ~ " like '____-__-__ __:__:__' or " ~ column
        ~ " like '____-__-__T__:__:__' then try_cast(" ~ column
        ~ " as timestamp)",
        "when regexp_full_match(" ~ text
        ~ ", '(\\d{10}|\\d{13}|\\d{16})([.]\\d+)?') then " ~ hobby__since_1970(
            "try_cast(split_part(" ~ text ~ ", '.', 1) as bigint)"
        ),
        "when regexp_matches(" ~ text ~ ", '^\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}"
        ~ "(\\D|$)') then "
        ~ hobby__of_parts(text, '^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})' ~ time
            ~ zone, year_first),
        "when regexp_matches(" ~ text ~ ", '^\\d{8}') then "
        ~ hobby__of_parts(text, '^(\\d{4})(\\d{2})(\\d{2})' ~ compact_time
            ~ zone, year_first),
        "when regexp_matches(" ~ text ~ ", '^\\d{1,2}[.]\\d{1,2}[.]\\d{4}') then "
        ~ hobby__of_parts(text, '^(\\d{1,2})[.](\\d{1,2})[.](\\d{4})' ~ time
            ~ zone, day_first),
    ] -%}
    {%- if date_order -%}
        {%- do branches.append(
            "when regexp_matches(" ~ text ~ ", '^\\d{1,2}[/-]\\d{1,2}[/-]\\d{4}')"
            ~ " then " ~ hobby__of_parts(
                text, '^(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4})' ~ time ~ zone,
                day_first if date_order == 'day_first' else month_first
            )
        ) -%}
    {%- endif -%}
    {%- do branches.append(
        "when regexp_matches(" ~ text ~ ", '^\\d{4}-?W\\d{2}-?\\d$') then "
        ~ "try_strptime(" ~ text ~ ", ['%G-W%V-%u', '%GW%V%u'])"
    ) -%}
    {%- do branches.append(
        "when regexp_matches(" ~ text ~ ", '^\\d{4}-?\\d{3}$') then "
        ~ "try_strptime(" ~ text ~ ", ['%Y-%j', '%Y%j'])"
    ) -%}
    {%- set with_month_names = [] -%}
    {%- for date in ['%d %b %Y', '%d-%b-%Y', '%b %d %Y', '%b %d, %Y', '%d %B %Y',
                     '%B %d %Y', '%B %d, %Y'] -%}
        {%- for hour in ['', ' %H:%M', ' %H:%M:%S', ' %I:%M %p', ' %I:%M:%S %p'] -%}
            {%- do with_month_names.append("'" ~ date ~ hour ~ "'") -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- do branches.append(
        "when regexp_matches(" ~ text ~ ", '\\d.*[A-Za-z]{3}|[A-Za-z]{3}.*\\d')"
        ~ " and regexp_matches(" ~ text ~ ", '\\d{4}') then try_strptime("
        ~ text ~ ", [" ~ with_month_names | join(', ') ~ "])"
    ) -%}
    {%- do return('case ' ~ branches | join('\n            ') ~ ' end') -%}
{%- endmacro %}

{% macro hobby__of_parts(text, pattern, names) -%}
    {#- The instant that the named parts of a text tell; null if it tells none. -#}
    {%- do return(
        "list_extract(list_transform([regexp_extract(" ~ text ~ ", '" ~ pattern
        ~ "', " ~ names ~ ")], part -> timezone('UTC', try_cast(part.y || '-'"
        ~ " || lpad(part.m, 2, '0') || '-' || lpad(part.d, 2, '0') || ' ' ||"
        ~ " case when lower(part.p) = 'pm' and part.h <> '12'"
        ~ " then cast(try_cast(part.h as integer) + 12 as varchar)"
        ~ " when lower(part.p) = 'am' and part.h = '12' then '00'"
        ~ " when part.h = '' then '00' else lpad(part.h, 2, '0') end"
        ~ " || ':' || case when part.i = '' then '00' else part.i end"
        ~ " || ':' || case when part.s = '' then '00' else part.s end"
        ~ " || case when part.f = '' then '' else '.' || left(part.f, 6) end"
        ~ " || case when length(part.z) < 3 or upper(part.z) in ('UTC', 'GMT')"
        ~ " then '+00:00' when length(part.z) = 5 then left(part.z, 3) || ':'"
        ~ " || right(part.z, 2) when length(part.z) = 3 then part.z || ':00'"
        ~ " else part.z end as timestamptz))), 1)"
    ) -%}
{%- endmacro %}

{% macro hobby__since_1970(number) -%}
    {#- Seconds, milliseconds or microseconds, by their size: 1990 to 2100. -#}
    {%- do return(
        "case when " ~ number ~ " between 631152000 and 4102444800"
        ~ " then make_timestamp(" ~ number ~ " * 1000000)"
        ~ " when " ~ number ~ " between 631152000000 and 4102444800000"
        ~ " then make_timestamp(" ~ number ~ " * 1000)"
        ~ " when " ~ number ~ " between 631152000000000 and 4102444800000000"
        ~ " then make_timestamp(" ~ number ~ ") end"
    ) -%}
{%- endmacro %}
