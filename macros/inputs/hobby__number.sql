{% macro hobby__number(column, family, decimal_mark) -%}
    {#- A number as text or number; null where it is missing or cannot be read. -#}
    {%- if family == 'float' -%}
        {%- do return(
            'case when not isnan(' ~ column ~ ') then ' ~ column ~ ' end'
        ) -%}
    {%- elif family != 'text' -%}
        {%- do return(column) -%}
    {%- elif decimal_mark == ',' -%}
        {#- 1.234,5 and 12,5; a point that parts no thousands is no number. -#}
        {%- do return(
            "case when contains(" ~ column ~ ", '.') and not regexp_full_match("
            ~ "trim(" ~ column ~ "), '[+-]?\\d{1,3}([.]\\d{3})+(,\\d*)?')"
            ~ " then null else replace(replace(" ~ column
            ~ ", '.', ''), ',', '.') end"
        ) -%}
    {%- elif decimal_mark == '.' -%}
        {#- 1,234.5 only with commas that part thousands. -#}
        {%- do return(
            "case when not contains(" ~ column ~ ", ',') then " ~ column
            ~ " when regexp_full_match(trim(" ~ column
            ~ "), '[+-]?\\d{1,3}(,\\d{3})+([.]\\d*)?') then replace("
            ~ column ~ ", ',', '') end"
        ) -%}
    {%- endif -%}
    {%- do return(column) -%}
{%- endmacro %}
