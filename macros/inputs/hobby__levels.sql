{% macro hobby__levels(path, separator) -%}
    {#- A category path with its levels parted by ' > '. Of several paths joined
        by commas (Default Category/Outdoor/Fishing,Default Category/Sale) the
        deepest counts; the root that every Magento catalogue has says nothing. -#}
    {%- set mark = "'" ~ dbt.escape_single_quotes(separator) ~ "'" -%}
    {%- set deepest = path if separator != '/' else
        "list_reduce(string_split(" ~ path ~ ", ','), (best, path) ->"
        ~ " case when len(string_split(path, " ~ mark ~ "))"
        ~ " > len(string_split(best, " ~ mark ~ ")) then path else best end)" -%}
    {%- do return(
        "nullif(array_to_string(list_filter(list_transform(string_split("
        ~ deepest ~ ", " ~ mark ~ "), level -> trim(level)), (level, place) ->"
        ~ " level <> '' and not (place = 1"
        ~ " and level in ('Default Category', 'Root Catalog'))), ' > '), '')"
    ) -%}
{%- endmacro %}

{% macro hobby__separators() -%}
    {#- What parts levels where no ' > ' does: {name: [mark, regular expression]}. -#}
    {%- do return({
        'slashes': ['/', '[^ ]/[^ ]'],
        'pipes': ['|', '[^ |]\\s*[|]\\s*[^ |]'],
        'twin_marks': ['>>', '>>'],
        'colons': ['::', '::'],
        'quotes': ['»', '»'],
        'arrows': ['→', '→'],
        'backslashes': ['\\', '[^ ]\\\\[^ ]'],
    }) -%}
{%- endmacro %}
