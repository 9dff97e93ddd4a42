{#-
    The terms of a scorecard as columns term_<name>, for a select list. Needs
    the relations that hobby__score_terms names in scope.
-#}
{% macro hobby__term_columns(audience_type) -%}
    {%- for term, expression in hobby__score_terms(audience_type).items() -%}
        {{ expression }} as term_{{ term }}{{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
