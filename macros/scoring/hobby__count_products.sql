{#- Counts a user's different products whose label has at least this fit grade. -#}
{% macro hobby__count_products(fit_grade) -%}
    count(case
        when is_first_of_product and fit_grade >= {{ fit_grade }} then 1
    end)
{%- endmacro %}
