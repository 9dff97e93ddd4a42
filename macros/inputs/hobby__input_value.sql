{% macro hobby__input_value(column, kind, read, forms) -%}
    {#- The expression that reads one column of an input.

        kind: id (a key, brought to one spelling), text (words, decoded),
        category (text whose levels are parted by ' > '), status (a word or date
        taken as it is), decimal, integer, timestamp (UTC). Blank is null.
        read: {name, family}; forms: what was found in the whole column. -#}
    {%- do return(adapter.dispatch('hobby__input_value', 'hobby_profiles')(
        column, kind, read, forms
    )) -%}
{%- endmacro %}

{% macro default__hobby__input_value(column, kind, read, forms) -%}
    {%- if kind in ['timestamp', 'decimal', 'integer'] -%}
        {%- do return(hobby__try_cast(read.name, hobby__type_of(kind))) -%}
    {%- endif -%}
    {%- set text = "nullif(trim(cast(" ~ read.name ~ " as "
        ~ dbt.type_string() ~ ")), '')" -%}
    {%- if kind == 'text' or kind == 'category' -%}
        {%- set text = hobby__decoded(text) -%}
    {%- endif -%}
    {%- if kind == 'category' and var('hobby__category_separator') -%}
        {%- set text = "replace(" ~ text ~ ", '"
            ~ var('hobby__category_separator') ~ "', ' > ')" -%}
    {%- endif -%}
    {%- do return(text) -%}
{%- endmacro %}

{% macro duckdb__hobby__input_value(column, kind, read, forms) -%}
    {%- if kind == 'timestamp' -%}
        {%- do return(hobby__instant(
            read.name, read.family, forms.get('date_order')
        )) -%}
    {%- elif kind in ['decimal', 'integer'] -%}
        {%- set number = hobby__number(read.name, read.family,
            forms.get('decimal_mark')) -%}
        {%- do return(hobby__try_cast(number, hobby__type_of(kind))) -%}
    {%- endif -%}
    {%- set text = hobby__text_of(read, ' > ' if kind == 'category' else ' ') -%}
    {%- if kind == 'id' -%}
        {%- set spelled = "nullif(trim(translate(nfc_normalize(" ~ text ~ "), '"
            ~ "\u200b\u200c\u200d\u2060\ufeff\u00ad" ~ "', ''), ' \u00a0' ||"
            ~ " chr(9) || chr(10) || chr(11) || chr(12) || chr(13)), '')" -%}
        {%- do return(
            "regexp_replace(" ~ spelled ~ ", '[.]0+$', '')"
            if column in forms.get('integral_ids', []) else spelled
        ) -%}
    {%- elif kind == 'status' -%}
        {%- do return("nullif(trim(" ~ text ~ ", ' \u00a0' || chr(9) || chr(10)"
            ~ " || chr(13)), '')") -%}
    {%- endif -%}
    {%- set decoded = hobby__decoded("nullif(trim(" ~ text ~ "), '')") -%}
    {%- if kind == 'category' and forms.get('separator', '>') != '>' -%}
        {%- do return(hobby__levels(decoded, forms.separator)) -%}
    {%- endif -%}
    {%- do return(decoded) -%}
{%- endmacro %}

{% macro hobby__text_of(read, joined_by) -%}
    {#- Any value as text: 503.0 of a column of floats is 503, bytes are UTF-8,
        false as the time of a deletion is none. -#}
    {%- if read.family == 'boolean' and read.name.endswith('_at"') -%}
        {%- do return('case when ' ~ read.name ~ " then 'true' end") -%}
    {%- elif read.family == 'blob' -%}
        {%- do return('try(decode(' ~ read.name ~ '))') -%}
    {%- elif read.family == 'list' -%}
        {%- do return(
            "array_to_string(" ~ read.name ~ ", '" ~ joined_by ~ "')"
        ) -%}
    {%- elif read.family == 'float' -%}
        {%- do return(
            "case when isnan(" ~ read.name ~ ") then null when " ~ read.name
            ~ " = floor(" ~ read.name ~ ") then coalesce(cast(try_cast("
            ~ read.name ~ " as decimal(38, 0)) as varchar), cast(" ~ read.name
            ~ " as varchar)) else cast(" ~ read.name ~ " as varchar) end"
        ) -%}
    {%- elif read.family == 'decimal' -%}
        {%- do return(
            "case when " ~ read.name ~ " = floor(" ~ read.name ~ ") then cast(cast("
            ~ read.name ~ " as decimal(38, 0)) as varchar) else cast(" ~ read.name
            ~ " as varchar) end"
        ) -%}
    {%- elif read.family == 'text' and read.type == 'VARCHAR' -%}
        {%- do return(read.name) -%}
    {%- endif -%}
    {%- do return('cast(' ~ read.name ~ ' as varchar)') -%}
{%- endmacro %}
