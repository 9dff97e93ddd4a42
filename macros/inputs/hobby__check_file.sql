{% macro hobby__check_file(path) -%}
    {#- Stops the run with a message for people if a file cannot be read. The
        function comes from the plugin hobby_profiles.dbt_plugin; a profile
        without it leaves the message to DuckDB. -#}
    {%- if not hobby__has_function('hobby_file_problem') -%}
        {%- do return('') -%}
    {%- endif -%}
    {%- set problem = run_query(
        "select hobby_file_problem('" ~ path | replace("'", "''") ~ "')"
    ).columns[0].values()[0] -%}
    {%- if problem -%}
        {{ exceptions.raise_compiler_error(
            "The file " ~ path ~ " cannot be read: " ~ problem ~ ". Write it"
            ~ " again, or point hobby__data_dir at another folder."
        ) }}
    {%- endif -%}
{%- endmacro %}
