{#-
    How many personas there are: one column each in the walk. The set is data, so
    it is asked for when the model runs; 1 while there is no table yet.
-#}
{% macro hobby__persona_count() -%}
    {%- set personas = ref('stg_hobby__personas') -%}
    {%- if not execute or not load_relation(personas) -%}
        {%- do return(1) -%}
    {%- endif -%}
    {%- set counted = run_query('select max(persona_number) from ' ~ personas) -%}
    {%- do return(counted.columns[0].values()[0] or 1) -%}
{%- endmacro %}
