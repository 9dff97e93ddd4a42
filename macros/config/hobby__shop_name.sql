{% macro hobby__shop_name() -%}
    {#- The shop's name in reports: what is set, else that of the project whose
        tables are read, or of the folder they lie in. -#}
    {%- if var('hobby__shop_name') -%}
        {%- do return(var('hobby__shop_name')) -%}
    {%- endif -%}
    {%- set folder = (var('hobby__data_dir') | string).rstrip('/').split('/')[-1] -%}
    {%- if execute and not hobby__is_from_files('products') -%}
        {%- do return(project_name.replace('_', ' ') | capitalize) -%}
    {%- elif folder == 'demo' -%}
        {%- do return('Demo shop') -%}
    {%- endif -%}
    {%- do return(folder.replace('_', ' ') | capitalize) -%}
{%- endmacro %}
