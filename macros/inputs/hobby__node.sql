{#- The node of this project with a name, as dbt knows it; none while parsing. -#}
{% macro hobby__node(name) -%}
    {%- for node in graph.nodes.values()
        if node.name == name and node.package_name == 'hobby_profiles' -%}
        {%- do return(node) -%}
    {%- endfor -%}
    {%- do return(none) -%}
{%- endmacro %}

{#- The relation of such a node, or none where it was never built. -#}
{% macro hobby__built(name) -%}
    {%- set node = hobby__node(name) -%}
    {%- do return(
        adapter.get_relation(node.database, node.schema, node.alias) if node
    ) -%}
{%- endmacro %}
