{% macro hobby__levels(path, separator) -%}
    {#- A category path with its levels parted by ' > '. Of several paths joined
        by commas (Default Category/Outdoor/Fishing,Default Category/Sale) the
        deepest counts; the root that every Magento catalogue has says nothing. -#}
    {%- set mark = "'" ~ dbt.escape_single_quotes(separator) ~ "'" -%}
    {%- set deepest = "list_reduce(string_split(" ~ path ~ ", ','), (best, path) ->"
        ~ " case when len(string_split(path, " ~ mark ~ "))"
        ~ " > len(string_split(best, " ~ mark ~ ")) then path else best end)" -%}
    {%- do return(
        "nullif(array_to_string(list_transform(string_split(regexp_replace("
        ~ deepest ~ ", '^(Default Category|Root Catalog)" ~ separator ~ "', ''), "
        ~ mark ~ "), level -> trim(level)), ' > '), '')"
    ) -%}
{%- endmacro %}
