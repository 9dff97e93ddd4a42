{#-
    Candidates of one source from what users are interested in: the CTEs matched,
    placed, few, ranked and final. Needs the relations people (user_id, interest_id,
    evidence_id, interest_weight), interest_products and user_products in scope.

    within: a column that people and interest_products must agree in, too.
-#}
{% macro hobby__interest_candidates(source, within=none) -%}
{%- set weight = 'people.interest_weight * interest_products.product_strength' -%}
matched as (
    select
        people.user_id,
        interest_products.product_id,
        max({{ weight }}) as strength,
        {{ hobby__best('people.evidence_id', [weight, 'people.evidence_id']) }}
            as evidence_id
    from people
    inner join interest_products
        on
            people.interest_id = interest_products.interest_id
            {% if within -%}
            and people.{{ within }} = interest_products.{{ within }}
            {%- endif %}
    left join user_products
        on
            people.user_id = user_products.user_id
            and interest_products.product_id = user_products.product_id
    where user_products.user_id is null
    group by people.user_id, interest_products.product_id
),

{{ hobby__few_candidates('matched') }},

{{ hobby__best_candidates(source, 'few') }}
{%- endmacro %}
