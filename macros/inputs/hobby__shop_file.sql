{% macro hobby__shop_file(path, delimiter='', encoding='') -%}
    {#- A file of any name, for a shop's own model to select from: every column of
        a CSV file is a text, read as the input contract says. Called from other
        projects, so it names those of this one in full. -#}
    {%- if execute -%}
        {{ adapter.dispatch('hobby__shop_file', 'hobby_profiles')(
            path, delimiter, encoding
        ) }}
    {%- endif -%}
{%- endmacro %}

{% macro default__hobby__shop_file(path, delimiter, encoding) -%}
    {{ exceptions.raise_compiler_error(
        path ~ " cannot be read: this warehouse reads no files. Load it into a"
        ~ " table and select from that."
    ) }}
{%- endmacro %}

{% macro duckdb__hobby__shop_file(path, delimiter, encoding) -%}
    {%- set request = {
        'folder': '',
        'name': path,
        'columns': [],
        'delimiter': delimiter,
        'encoding': encoding,
        'path': path,
    } -%}
    {%- set found = hobby_profiles.hobby__source_found(request) -%}
    {%- if found.problem -%}
        {{ exceptions.raise_compiler_error(found.problem) }}
    {%- endif -%}
    {{ found.relation }}
{%- endmacro %}
