{% macro hobby__word_count(text) -%}
    {#- Words of a text that begin with a letter; punctuation is none. -#}
    {{ return(adapter.dispatch('hobby__word_count', 'hobby_profiles')(text)) }}
{%- endmacro %}

{% macro default__hobby__word_count(text) -%}
    {#- Words parted by single blanks. -#}
    {{ return(
        'length(trim(' ~ text ~ ')) - length(replace(trim(' ~ text
        ~ "), ' ', '')) + 1"
    ) }}
{%- endmacro %}

{% macro duckdb__hobby__word_count(text) -%}
    {{ return(
        'len(regexp_extract_all(' ~ text ~ ", '\\pL[\\pL\\pN]*'))"
    ) }}
{%- endmacro %}
