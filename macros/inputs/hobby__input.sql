{% macro hobby__input(
    input_name, required, optional, any_of=[], if_missing={}, quiet=false
) -%}
    {#- One typed select over a shop's table.

        required, optional: {column: kind}, see hobby__input_value. A missing
        optional column is null, or what if_missing says, one of any_of must be
        there. A missing optional input is an empty typed table, anything required that is missing stops the run with a message
        for people. A value that cannot be read becomes null and is named in
        row_problem, so that staging can count it as rejected. -#}
    {%- set kinds = dict(required, **optional) -%}
    {%- set source = hobby__input_source(input_name, kinds.keys() | list) -%}
    {%- set present = {} -%}
    {%- set forms = {} -%}
    {%- if execute and source.relation -%}
        {%- set present = hobby__input_columns(source.relation) -%}
        {%- do hobby__check_columns(
            input_name, source, required, any_of, present, kinds
        ) -%}
        {%- set forms = hobby__input_forms(
            input_name, source.relation, present, kinds
        ) -%}
        {%- if not quiet -%}
            {%- do hobby__state_input(
                input_name, source, present, kinds, forms
            ) -%}
        {%- endif -%}
    {%- endif -%}
    {%- set problems = [] -%}
    {%- if 'hobby_row_problem' in present -%}
        {%- do problems.append(
            'when hobby_row_problem is not null then hobby_row_problem'
        ) -%}
    {%- endif -%}
    select
    {%- for column, kind in kinds.items() %}
        {% if column in present or not execute -%}
            {%- set read = present.get(column, {'name': column, 'family': ''}) -%}
            {%- set value = hobby__input_value(column, kind, read, forms) -%}
            {{ value }}
            {%- set problem = hobby__input_problem(
                column, kind, read, value, forms
            ) -%}
            {%- if problem -%}{%- do problems.append(problem) -%}{%- endif -%}
        {%- else -%}
            cast({{ if_missing.get(column, 'null') }} as {{ hobby__type_of(kind) }})
        {%- endif %} as {{ column }},
    {%- endfor %}
        {% if problems -%}
        case
            {{ problems | join('\n            ') }}
        end
        {%- else -%}
        cast(null as {{ dbt.type_string() }})
        {%- endif %} as row_problem
    {% if source.relation -%}
    from {{ source.relation }}
    {%- else -%}
    where 1 = 0
    {%- endif %}
{%- endmacro %}
