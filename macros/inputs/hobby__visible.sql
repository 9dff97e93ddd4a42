{% macro hobby__visible(text) -%}
    {#- A text of a shop for people to read: '?' for what a terminal would obey. -#}
    {%- do return(modules.re.sub(
        '[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]', '?', text
    )) -%}
{%- endmacro %}
