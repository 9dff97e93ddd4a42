{% macro generate_schema_name(custom_schema_name, node) -%}
    {#- This project's schemas are called as its folders are. In a project that
        has it installed they follow that one's own macro, or dbt's default,
        with the schema of the target before them. -#}
    {%- if project_name == 'hobby_profiles' and custom_schema_name -%}
        {{ custom_schema_name | trim }}
    {%- else -%}
        {{ default__generate_schema_name(custom_schema_name, node) }}
    {%- endif -%}
{%- endmacro %}
