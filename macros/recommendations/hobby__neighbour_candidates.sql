{#-
    Candidates of one source from neighbours of what users have: the CTEs summed,
    held, ranked and final. Needs the relations user_products, neighbours and offered in
    scope; weight is how much one product that a user has speaks for another. What
    the user has is among them: it counts where it may be proposed again.
-#}
{% macro hobby__neighbour_candidates(source, weight) -%}
summed as (
    select
        user_products.user_id,
        neighbours.neighbour_product_id as product_id,
        cast(sum(cast({{ weight }} as decimal(18, 9))) as double) as strength
    from user_products
    inner join neighbours
        on user_products.product_id = neighbours.product_id
    group by user_products.user_id, neighbours.neighbour_product_id
),

held as (
    select
        summed.*,
        cast(null as {{ dbt.type_string() }}) as evidence_id,
        case when user_products.user_id is null then 0 else 1 end as is_had
    from summed
    inner join offered
        on summed.product_id = offered.product_id
    left join user_products
        on
            summed.user_id = user_products.user_id
            and summed.product_id = user_products.product_id
),

{{ hobby__best_candidates(source, 'held', apart='is_had') }}
{%- endmacro %}
