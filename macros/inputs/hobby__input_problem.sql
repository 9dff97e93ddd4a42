{% macro hobby__input_problem(column, kind, read, value, forms) -%}
    {#- When a column's value cannot be read: branches of a case, or nothing. -#}
    {%- if kind not in ['timestamp', 'decimal', 'integer'] -%}
        {%- do return('') -%}
    {%- endif -%}
    {%- set missing = read.name ~ ' is null' -%}
    {%- if read.family == 'float' -%}
        {%- set missing = '(' ~ missing ~ ' or isnan(' ~ read.name ~ '))' -%}
    {%- elif read.family == 'text' -%}
        {%- set missing = '(' ~ missing ~ ' or lower(trim(' ~ read.name ~ ')) in ('
            ~ hobby__listed(hobby__missing_words()) ~ '))' -%}
    {%- endif -%}
    {%- set unread = value ~ ' is null and not ' ~ missing -%}
    {%- if kind != 'timestamp' -%}
        {%- do return('when ' ~ unread ~ " then 'unparsable_number'") -%}
    {%- endif -%}
    {%- set branches = [] -%}
    {%- if read.family == 'text' and forms -%}
        {%- do branches.append(
            'when ' ~ unread ~ ' and regexp_matches(' ~ read.name
            ~ ", '^\\s*\\d{1,2}([/.-]\\d{1,2}[/.-]|[ -][A-Za-z]{3,9}[ -])"
            ~ "\\d{2}(\\D|$)')"
            ~ " then 'two_digit_year'"
        ) -%}
        {%- if not forms.get('date_order') -%}
            {%- do branches.append(
                'when ' ~ unread ~ ' and regexp_matches(' ~ read.name
                ~ ", '^\\s*\\d{1,2}[/-]\\d{1,2}[/-]\\d{4}(\\D|$)')"
                ~ " then 'ambiguous_" ~ column ~ "'"
            ) -%}
        {%- endif -%}
    {%- endif -%}
    {%- do branches.append(
        'when ' ~ unread ~ " then 'unparsable_" ~ column ~ "'"
    ) -%}
    {%- do return(branches | join('\n            ')) -%}
{%- endmacro %}
