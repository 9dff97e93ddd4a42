{% macro hobby__check_inputs() -%}
    {#- Before anything runs: can the input files be read at all? -#}
    {%- if execute and target.type == 'duckdb'
        and flags.WHICH in ['build', 'run'] -%}
        {%- for input_name in ['products', 'events', 'users', 'product_labels']
            if not var('hobby__' ~ input_name) -%}
            {%- for ending in ['.parquet', '.csv'] -%}
                {%- set path = var('hobby__data_dir').rstrip('/')
                    ~ '/' ~ input_name ~ ending -%}
                {%- if hobby__file_exists(path) -%}
                    {%- set problem = hobby__file_problem(path) -%}
                    {%- if problem -%}
                        {{ exceptions.raise_compiler_error(
                            "The file " ~ path ~ " cannot be read: " ~ problem
                            ~ ". Write it again, or point hobby__data_dir at"
                            ~ " another folder."
                        ) }}
                    {%- endif -%}
                {%- endif -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
