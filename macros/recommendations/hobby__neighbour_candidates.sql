{#-
    Candidates of one source from neighbours of what users have: the CTEs summed,
    held, ranked and final. Needs the relations user_products, neighbours and offered in
    scope; weight is how much one product that a user has speaks for another. What
    the user has is among them: it counts where it may be proposed again.

    most: so many products for one that the user has, the one that speaks most for
    each; the second counts half, the third a third. None: all, and it is not told.
    bought: the relation of those among user_products that speak.
-#}
{% macro hobby__neighbour_candidates(source, weight, most=none, bought='user_products') -%}
summed as (
    select
        {{ bought }}.user_id,
        neighbours.neighbour_product_id as product_id,
        cast(sum(cast({{ weight }} as decimal(18, 9))) as double) as strength,
        {% if most -%}
        {{ hobby__best(
            bought ~ '.product_id', [weight, bought ~ '.product_id']
        ) }} as evidence_id
        {%- else -%}
        cast(null as {{ dbt.type_string() }}) as evidence_id
        {%- endif %}
    from {{ bought }}
    inner join neighbours
        on {{ bought }}.product_id = neighbours.product_id
    group by {{ bought }}.user_id, neighbours.neighbour_product_id
),

held as (
    select
        summed.*,
        case when user_products.user_id is null then 0 else 1 end as is_had
    from summed
    inner join offered
        on summed.product_id = offered.product_id
    left join user_products
        on
            summed.user_id = user_products.user_id
            and summed.product_id = user_products.product_id
),

{% if most -%}
{{ hobby__few_candidates('held', apart='is_had', most=most) }},

{% endif -%}
{{ hobby__best_candidates(
    source, 'few' if most else 'held', apart='is_had'
) }}
{%- endmacro %}
