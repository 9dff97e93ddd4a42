{% macro hobby__input_forms(input_name, relation, present, kinds) -%}
    {#- How the texts of an input are written, read from all of its rows:
        {decimal_mark, date_order, integral_ids, separator}. -#}
    {%- do return(adapter.dispatch('hobby__input_forms', 'hobby_profiles')(
        input_name, relation, present, kinds
    )) -%}
{%- endmacro %}

{% macro default__hobby__input_forms(input_name, relation, present, kinds) -%}
    {%- do return({}) -%}
{%- endmacro %}

{% macro duckdb__hobby__input_forms(input_name, relation, present, kinds) -%}
    {#- Most columns need no close look: a first pass finds those that do. -#}
    {%- set looks = {} -%}
    {%- for column, kind in kinds.items()
        if column in present and present[column].family == 'text' -%}
        {%- set look = {
            'id': "like '%.0%'",
            'decimal': "like '%,%'",
            'timestamp': "not like '____-__-__%'",
            'category': "not like '% > %'",
        }.get(kind) -%}
        {%- if look -%}
            {%- do looks.update({column: present[column].name ~ ' ' ~ look}) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set counts = {} -%}
    {%- for column, count in hobby__counted(relation, looks).items() if count -%}
        {%- for name, pattern in hobby__form_patterns()[kinds[column]].items() -%}
            {%- do counts.update({
                column ~ '__' ~ name: "regexp_matches("
                    ~ present[column].name ~ ", '" ~ pattern ~ "')"
            }) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set found = hobby__counted(relation, counts) -%}
    {%- do return({
        'integral_ids': hobby__integral_ids(found, kinds),
        'decimal_mark': hobby__decimal_mark(input_name, found),
        'date_order': hobby__date_order(input_name, found),
        'separator': hobby__separator(found),
    }) -%}
{%- endmacro %}

{% macro hobby__counted(relation, conditions) -%}
    {#- How many rows meet each of some conditions, in one pass. -#}
    {%- set found = {} -%}
    {%- if conditions -%}
        {%- set counts = [] -%}
        {%- for condition in conditions.values() -%}
            {%- do counts.append('count(*) filter (' ~ condition ~ ')') -%}
        {%- endfor -%}
        {%- set row = run_query(
            'select ' ~ counts | join(', ') ~ ' from ' ~ relation
        ).rows[0] -%}
        {%- for name in conditions -%}
            {%- do found.update({name: row[loop.index0] | int}) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do return(found) -%}
{%- endmacro %}

{% macro hobby__form_patterns() -%}
    {#- What is counted: {kind: {name: regular expression}}. -#}
    {%- set levels = {'levels': ' > ', 'rows': '\\S'} -%}
    {%- for name, separator in hobby__separators().items() -%}
        {%- do levels.update({name: separator[1]}) -%}
    {%- endfor -%}
    {%- set blank = '^\\s*((?i)' ~ ['null', 'nan', 'none', 'nat', 'n/a', 'na']
        | join('|') ~ '|\\\\N)?\\s*$' -%}
    {%- do return({
        'id': {
            'floats': '^\\s*\\d+[.]0+\\s*$',
            'integers': '^\\s*\\d+\\s*$',
            'blanks': blank,
            'rows': '',
        },
        'decimal': {
            'comma': '^\\s*[+-]?(\\d+,(\\d{1,2}|\\d{4,})|\\d{1,3}([.]\\d{3})+,\\d+'
                ~ '|\\d{1,3}([.]\\d{3}){2,})\\s*$',
            'point': '^\\s*[+-]?(\\d+[.](\\d{1,2}|\\d{4,})|\\d{1,3}(,\\d{3})+[.]\\d+'
                ~ '|\\d{1,3}(,\\d{3}){2,})\\s*$',
            'either': '^\\s*[+-]?\\d{1,3},\\d{3}\\s*$',
            'rows': '\\d',
        },
        'timestamp': {
            'day_first': '^\\s*(1[3-9]|2\\d|3[01])[/-](0?[1-9]|1[0-2])[/-]\\d{4}',
            'month_first': '^\\s*(0?[1-9]|1[0-2])[/-](1[3-9]|2\\d|3[01])[/-]\\d{4}',
            'either': '^\\s*(0?[1-9]|1[0-2])[/-](0?[1-9]|1[0-2])[/-]\\d{4}',
            'rows': '\\d',
        },
        'category': levels,
    }) -%}
{%- endmacro %}

{% macro hobby__integral_ids(found, kinds) -%}
    {#- Ids that are all numbers, some of them written as floats. -#}
    {%- set columns = [] -%}
    {%- for column, kind in kinds.items() if kind == 'id' -%}
        {%- if found.get(column ~ '__floats', 0) > 0
            and found[column ~ '__floats'] + found[column ~ '__integers']
            + found[column ~ '__blanks'] >= found[column ~ '__rows'] -%}
            {%- do columns.append(column) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do return(columns) -%}
{%- endmacro %}

{% macro hobby__sum_of(found, name) -%}
    {%- set total = namespace(count=0) -%}
    {%- for key, count in found.items() if key.endswith('__' ~ name) -%}
        {%- set total.count = total.count + count -%}
    {%- endfor -%}
    {%- do return(total.count) -%}
{%- endmacro %}

{% macro hobby__decimal_mark(input_name, found) -%}
    {%- if var('hobby__decimal_mark') -%}
        {%- do return(var('hobby__decimal_mark')) -%}
    {%- endif -%}
    {%- set comma = hobby__sum_of(found, 'comma') -%}
    {%- set point = hobby__sum_of(found, 'point') -%}
    {%- set either = namespace(count=0, rows=0) -%}
    {%- for key, count in found.items()
        if key.endswith('__either') and key[:-8] ~ '__comma' in found -%}
        {%- set either.count = either.count + count -%}
        {%- set either.rows = either.rows + found[key[:-8] ~ '__rows'] -%}
    {%- endfor -%}
    {%- if either.count * 100 >= either.rows and either.count > 0
        and comma == 0 and point == 0 -%}
        {{ exceptions.raise_compiler_error(
            "Numbers of the input '" ~ input_name ~ "' such as 1,234 ("
            ~ either.count ~ " of them) may be one thousand or one and a bit, and"
            ~ " no other number tells. Set hobby__decimal_mark: '.' or ','."
        ) }}
    {%- endif -%}
    {%- do return(',' if comma > point else '.') -%}
{%- endmacro %}

{% macro hobby__date_order(input_name, found) -%}
    {%- if var('hobby__date_order') -%}
        {%- do return(var('hobby__date_order')) -%}
    {%- endif -%}
    {%- set either = namespace(count=0, rows=0) -%}
    {%- for key, count in found.items()
        if key.endswith('__either') and key[:-8] ~ '__day_first' in found -%}
        {%- set either.count = either.count + count -%}
        {%- set either.rows = either.rows + found[key[:-8] ~ '__rows'] -%}
    {%- endfor -%}
    {%- set day_first = hobby__sum_of(found, 'day_first') -%}
    {%- set month_first = hobby__sum_of(found, 'month_first') -%}
    {%- if day_first > 99 * month_first -%}
        {%- do return('day_first') -%}
    {%- elif month_first > 99 * day_first -%}
        {%- do return('month_first') -%}
    {%- elif (either.count + day_first + month_first) * 100 > either.rows -%}
        {{ exceptions.raise_compiler_error(
            "Dates of the input '" ~ input_name ~ "' such as 01/05/2024 ("
            ~ either.count ~ " of them) may begin with the day or the month: "
            ~ day_first ~ " can only begin with the day, " ~ month_first
            ~ " only with the month. Set hobby__date_order: day_first or"
            ~ " month_first, or write dates as 2024-05-01."
        ) }}
    {%- endif -%}
    {%- do return('') -%}
{%- endmacro %}

{% macro hobby__separator(found) -%}
    {%- if var('hobby__category_separator') -%}
        {%- do return(var('hobby__category_separator')) -%}
    {%- endif -%}
    {%- for name, separator in hobby__separators().items() -%}
        {%- set count = found.get('category_path__' ~ name, 0) -%}
        {%- if count * 2 > found.get('category_path__rows', 0)
            and found.get('category_path__levels', 0) * 20 < count -%}
            {%- do return(separator[0]) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do return('>') -%}
{%- endmacro %}
