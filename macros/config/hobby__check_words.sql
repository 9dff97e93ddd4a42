{% macro hobby__check_words(where) -%}
    {#- Settings that take any of a few words. -#}
    {%- set listed = {
        'hobby__set_aside': [
            'wholesaler', 'bot', 'tester', 'one_off', 'retired',
        ],
    } -%}
    {%- for name, allowed in listed.items() -%}
        {%- for word in (var(name) | string).split() -%}
            {%- if word not in allowed -%}
                {{ exceptions.raise_compiler_error(
                    name ~ " names '" ~ word ~ "'; allowed are: "
                    ~ allowed | join(', ') ~ ". " ~ where
                ) }}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}
