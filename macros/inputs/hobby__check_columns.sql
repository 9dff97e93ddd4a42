{% macro hobby__check_columns(
    input_name, source, required, any_of, present, kinds
) -%}
    {#- Stops the run if an input lacks a column, or has one of a type that
        cannot be read. -#}
    {%- set seen = [] -%}
    {%- for column in present.values() if column.name != '"hobby_row_problem"' -%}
        {%- do seen.append(hobby__visible(
            column.name | replace('"', '') | replace('`', '')
        )) -%}
    {%- endfor -%}
    {%- set seen_in = "The input '" ~ input_name ~ "' (" ~ source.stated.split(',')[0]
        ~ ")" -%}
    {%- set listed = seen[:30] | join(', ')
        ~ (' and ' ~ (seen | length - 30) ~ ' more' if seen | length > 30 else '')
    -%}
    {%- set cure = " Rename or add the column in your table, or select it under"
        ~ " that name in a model of your own and name that model in the variable"
        ~ " hobby__" ~ input_name ~ "." -%}
    {%- for column in required if column not in present -%}
        {{ exceptions.raise_compiler_error(
            seen_in ~ " has no column '" ~ column ~ "'. Columns seen: " ~ listed
            ~ ("" if kinds.keys() | select('in', present) | list
               else ". Is the first line of the file a header?")
            ~ "." ~ cure
        ) }}
    {%- endfor -%}
    {%- if any_of and not any_of | select('in', present) | list -%}
        {{ exceptions.raise_compiler_error(
            seen_in ~ " has neither a column '" ~ any_of | join("' nor '")
            ~ "': nobody's refusal could be read. Columns seen: " ~ listed ~ "."
            ~ cure
        ) }}
    {%- endif -%}
    {%- set refused = {
        'timestamp': ['boolean', 'blob', 'list', 'nested'],
        'decimal': ['blob', 'list', 'nested', 'timestamp', 'instant'],
        'integer': ['blob', 'list', 'nested', 'timestamp', 'instant'],
        'id': ['list', 'nested', 'boolean'],
        'text': ['nested'],
        'category': ['nested'],
        'status': ['list', 'nested', 'blob'],
    } -%}
    {%- for column, kind in kinds.items() if column in present
        and present[column].family in refused[kind] -%}
        {{ exceptions.raise_compiler_error(
            seen_in ~ " has a column '" ~ column ~ "' of type "
            ~ present[column].type ~ ", which cannot be read as "
            ~ {'timestamp': 'a time', 'decimal': 'a number',
               'integer': 'a number', 'id': 'an id'}.get(kind, 'a text')
            ~ ". Select one value of it under that name, in your table or in a"
            ~ " model of your own that you name in the variable hobby__"
            ~ input_name ~ "."
        ) }}
    {%- endfor -%}
{%- endmacro %}
