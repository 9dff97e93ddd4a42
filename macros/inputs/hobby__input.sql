{% macro hobby__input(input_name, required, optional) -%}
    {#- One typed select over a shop's table.

        required, optional: {column: type}. A missing optional column is null, a
        missing optional input is an empty typed table, anything required that is
        missing stops the run with a message for people. Values that cannot be
        cast become null, so that staging can count them as rejected. -#}
    {%- set relation = hobby__input_relation(input_name) -%}
    {%- set typed = dict(required, **optional) -%}
    {%- set present = {} -%}
    {%- if execute and relation is not none -%}
        {%- set present = hobby__input_columns(relation) -%}
        {%- for column in required if column not in present -%}
            {{ exceptions.raise_compiler_error(
                "The input '" ~ input_name ~ "' (" ~ relation ~ ") has no column '"
                ~ column ~ "'. Columns seen: " ~ present.values() | join(', ')
                ~ ". Rename or add the column in your table, or select it under"
                ~ " that name in a model of your own and name that model in the"
                ~ " variable hobby__" ~ input_name ~ "."
            ) }}
        {%- endfor -%}
    {%- elif execute and input_name in ['products', 'events'] -%}
        {{ exceptions.raise_compiler_error(
            "No table of " ~ input_name ~ " was found: neither "
            ~ var('hobby__data_dir') ~ "/" ~ input_name ~ ".parquet nor .csv"
            ~ " exists, and the variable hobby__" ~ input_name ~ " is empty."
            ~ " Put the file there, point hobby__data_dir at its folder, or"
            ~ " name a relation in hobby__" ~ input_name ~ "."
        ) }}
    {%- endif -%}
    select
    {%- for column, type in typed.items() %}
        {% if column in present or not execute -%}
            {{ hobby__try_cast(present.get(column, column), type) }}
        {%- else -%}
            cast(null as {{ type }})
        {%- endif %} as {{ column }},
    {%- endfor %}
    {%- set numbers = [] %}
    {%- for column, type in typed.items()
        if column in present and type.startswith('decimal') %}
        {%- do numbers.append(
            '(' ~ present[column] ~ ' is not null and '
            ~ hobby__try_cast(present[column], type) ~ ' is null)'
        ) %}
    {%- endfor %}
    {{ numbers | join(' or ') or 'false' }} as has_unparsable_number
    {% if relation is not none -%}
        from {{ relation }}
    {%- else -%}
        where 1 = 0
    {%- endif %}
{%- endmacro %}
