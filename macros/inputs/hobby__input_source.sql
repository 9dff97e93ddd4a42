{% macro hobby__input_source(input_name, columns) -%}
    {#- Where a shop's table is read from, {relation, stated}: the relation named
        by the variable hobby__<input>, else the files in hobby__data_dir. -#}
    {%- set named = var('hobby__' ~ input_name) -%}
    {%- if named -%}
        {%- do return({'relation': named, 'stated': named}) -%}
    {%- endif -%}
    {%- set from_source = source('hobby_shop', input_name) -%}
    {%- if not execute -%}
        {%- do return({'relation': from_source, 'stated': ''}) -%}
    {%- endif -%}
    {%- set found = hobby__files_of(input_name, columns) -%}
    {%- if found.problem -%}
        {{ exceptions.raise_compiler_error(found.problem) }}
    {%- endif -%}
    {%- if not found.relation and input_name in ['products', 'events'] -%}
        {{ exceptions.raise_compiler_error(
            "No table of " ~ input_name ~ " was found: " ~ found.stated
            ~ ", and the variable hobby__" ~ input_name ~ " is empty. Put "
            ~ input_name ~ ".parquet or " ~ input_name ~ ".csv there, point"
            ~ " hobby__data_dir at its folder, or name a relation in hobby__"
            ~ input_name ~ "."
        ) }}
    {%- endif -%}
    {%- do return(found) -%}
{%- endmacro %}

{% macro hobby__files_of(input_name, columns) -%}
    {%- do return(adapter.dispatch('hobby__files_of', 'hobby_profiles')(
        input_name, columns
    )) -%}
{%- endmacro %}

{% macro default__hobby__files_of(input_name, columns) -%}
    {#- Only DuckDB reads a folder; elsewhere inputs are relations. -#}
    {%- do return({'relation': '', 'stated': 'this warehouse reads no files'}) -%}
{%- endmacro %}

{% macro duckdb__hobby__files_of(input_name, columns) -%}
    {#- The plugin looks through the files; a profile without it reads Parquet. -#}
    {%- set folder = var('hobby__data_dir') | string -%}
    {%- if hobby__has_function('hobby_input_source') -%}
        {%- set request = {
            'folder': folder,
            'name': input_name,
            'columns': columns,
            'delimiter': var('hobby__csv_delimiter') | string,
            'encoding': var('hobby__csv_encoding') | string,
        } -%}
        {%- do return(hobby__source_found(request)) -%}
    {%- endif -%}
    {%- set path = dbt.escape_single_quotes(
        folder.rstrip('/') ~ '/' ~ input_name
    ) -%}
    {%- set found = run_query("select file from glob('" ~ path ~ "*')") -%}
    {%- for file in found.columns[0].values() -%}
        {%- if file == path ~ '.parquet' -%}
            {%- do return({
                'relation': "read_parquet('" ~ path ~ ".parquet')",
                'stated': file,
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if found.columns[0].values() -%}
        {%- do return({'problem': "Reading " ~ found.columns[0].values()[0]
            ~ " takes the plugin: add `plugins: [{module:"
            ~ " hobby_profiles.dbt_plugin}]` to the output in profiles.yml, or"
            ~ " write the table as " ~ input_name ~ ".parquet."}) -%}
    {%- endif -%}
    {%- do return({'relation': '', 'stated': folder ~ ' holds no such file'}) -%}
{%- endmacro %}

{% macro hobby__source_found(request) -%}
    {#- What the plugin finds for a request: {relation, stated, problem}. -#}
    {%- do return(fromjson(run_query(
        "select hobby_input_source('"
        ~ dbt.escape_single_quotes(tojson(request)) ~ "')"
    ).columns[0].values()[0])) -%}
{%- endmacro %}
