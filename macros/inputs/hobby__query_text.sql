{#-
    A search as words in small letters parted by single blanks, so that
    `split_part` cuts it on any engine. Marks part words; a hyphen, a dot or an
    apostrophe inside one does not, as in keywords.
-#}
{% macro hobby__query_text(query) -%}
    {%- set marks = ',;:!?"()[]/+*|' -%}
    {%- set text = namespace(sql="translate(lower(" ~ query ~ "), '" ~ marks
        ~ "', '" ~ ' ' * marks | length ~ "')") -%}
    {%- for _ in range(4) -%}
        {%- set text.sql = "replace(" ~ text.sql ~ ", '  ', ' ')" -%}
    {%- endfor -%}
    trim({{ text.sql }})
{%- endmacro %}
