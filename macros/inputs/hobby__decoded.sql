{% macro hobby__decoded(text) -%}
    {#- Text with HTML entities decoded, once: 'wool &amp; needles'. -#}
    {%- do return(adapter.dispatch('hobby__decoded', 'hobby_profiles')(text)) -%}
{%- endmacro %}

{% macro default__hobby__decoded(text) -%}
    {#- The ampersand comes last, so that nothing is decoded twice. -#}
    {%- set decoded = namespace(text=text) -%}
    {%- for entity, sign in [
        ('&lt;', '<'), ('&gt;', '>'), ('&quot;', '"'), ('&apos;', "''"),
        ('&#39;', "''"), ('&#039;', "''"), ('&nbsp;', ' '), ('&ndash;', '–'),
        ('&#8211;', '–'), ('&#8217;', '’'), ('&rsquo;', '’'), ('&amp;', '&'),
    ] -%}
        {%- set decoded.text = "replace(" ~ decoded.text ~ ", '" ~ entity
            ~ "', '" ~ sign ~ "')" -%}
    {%- endfor -%}
    {%- do return(decoded.text) -%}
{%- endmacro %}

{% macro duckdb__hobby__decoded(text) -%}
    {%- if not execute or not hobby__has_function('hobby_html_decoded') -%}
        {%- do return(hobby_profiles.default__hobby__decoded(text)) -%}
    {%- endif -%}
    {%- do return(
        "case when " ~ text ~ " like '%&%;%' then hobby_html_decoded(" ~ text
        ~ ") else " ~ text ~ " end"
    ) -%}
{%- endmacro %}
