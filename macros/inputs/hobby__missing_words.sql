{% macro hobby__missing_words() -%}
    {#- What tools write for a missing value, in lower case. -#}
    {%- do return([
        '', 'null', '(null)', 'nan', 'none', 'nil', 'nat', 'n/a', 'na', '#n/a',
        '<na>', '\\n', 'undefined',
    ]) -%}
{%- endmacro %}

{% macro hobby__listed(words) -%}
    {#- Words as a list of SQL literals. -#}
    {%- set literals = [] -%}
    {%- for word in words -%}
        {%- do literals.append("'" ~ dbt.escape_single_quotes(word) ~ "'") -%}
    {%- endfor -%}
    {%- do return(literals | join(', ')) -%}
{%- endmacro %}
