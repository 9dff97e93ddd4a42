{% macro hobby__config_check() -%}
    {#- Refuses settings that cannot work, before anything runs. -#}
    {%- if not execute -%}{%- do return('') -%}{%- endif -%}
    {%- set where = "Correct it under `vars:` in dbt_project.yml or in --vars." -%}
    {%- for name, allowed in hobby__allowed_values().items() -%}
        {%- if var(name) not in allowed -%}
            {{ exceptions.raise_compiler_error(
                name ~ " is '" ~ var(name) ~ "'; allowed are: "
                ~ allowed | join(', ') ~ ". " ~ where
            ) }}
        {%- endif -%}
    {%- endfor -%}
    {%- for name, bounds in hobby__allowed_ranges().items() -%}
        {%- set value = var(name) -%}
        {%- if value is not number or value is boolean
            or value < bounds[0] or value > bounds[1] -%}
            {{ exceptions.raise_compiler_error(
                name ~ " is '" ~ value ~ "'; it must be a number from "
                ~ bounds[0] ~ " to " ~ bounds[1] ~ ". " ~ where
            ) }}
        {%- endif -%}
    {%- endfor -%}
    {%- if var('hobby__as_of_date') -%}
        {%- do hobby__check_as_of_date(var('hobby__as_of_date') | string, where) -%}
    {%- endif -%}
    {%- do hobby__check_words(where) -%}
    {%- do hobby__check_scoring(where) -%}
    {%- do hobby__check_llm() -%}
{%- endmacro %}
