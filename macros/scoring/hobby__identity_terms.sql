{#-
    What makes a topic a part of a person, undecayed: the terms of identity, each
    named in the seed hobby__identity_weights. Only products whose label fits
    without doubt count (strong products), those of the best grade once more (sure
    products); a grade of 3 speaks through certainty. What everybody buys says less.

    Part 'columns' gives them as columns identity_<term> for a select list, 'sum'
    their weighted sum, which needs the relation identity_weights in scope.
-#}
{% macro hobby__identity_terms(part) -%}
    {%- set terms = {
        'product_lift':
            'ln((strong_product_count + 1.0e0)'
            ~ ' / (expected_product_count + 1.0e0))',
        'product_share':
            'sqrt(strong_product_count / (user_product_count + '
            ~ hobby__scoring('product_share_prior') ~ '.0e0))',
        'sure_products': hobby__log1p('sure_product_count'),
        'active_months': hobby__log1p('active_month_count'),
        'certainty': 'mean_relevance',
        'reach': 'sqrt(reach)',
    } -%}
    {%- if part == 'sum' -%}
        identity_weights.constant
        {%- for term in terms %}
        + identity_weights.{{ term }} * termed.identity_{{ term }}
        {%- endfor %}
    {%- elif part == 'names' -%}
        {%- do return(terms.keys() | list) -%}
    {%- else -%}
        {%- for term, expression in terms.items() -%}
        {{ expression }} as identity_{{ term }}{{ ', ' if not loop.last }}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
