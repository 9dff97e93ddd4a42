{% macro hobby__state_input(input_name, source, present, kinds, forms) -%}
    {#- Prints what was found in an input and how it is read. -#}
    {%- set parts = [source.stated] -%}
    {%- if forms.get('decimal_mark') == ',' -%}
        {%- do parts.append('decimal comma') -%}
    {%- endif -%}
    {%- if forms.get('date_order') -%}
        {%- do parts.append(
            'dates with the ' ~ forms.date_order.replace('_', ' ')
        ) -%}
    {%- endif -%}
    {%- if forms.get('separator', '>') != '>' -%}
        {%- do parts.append(
            "category levels parted by '" ~ forms.separator ~ "'"
        ) -%}
    {%- endif -%}
    {%- for column in forms.get('integral_ids', []) -%}
        {%- do parts.append(column ~ " read without its '.0'") -%}
    {%- endfor -%}
    {%- set unused = [] -%}
    {%- for column in present
        if column not in kinds and column != 'hobby_row_problem' -%}
        {%- do unused.append(hobby__visible(column)) -%}
    {%- endfor -%}
    {%- if unused -%}
        {%- do parts.append(
            'not read: ' ~ unused[:8] | join(', ')
            ~ (', ...' if unused | length > 8 else '')
        ) -%}
    {%- endif -%}
    {%- do log(
        'Input ' ~ input_name ~ ': ' ~ parts | join('; '), info=true
    ) -%}
{%- endmacro %}
