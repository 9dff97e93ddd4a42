{#-
    The CTEs ranked and final of one source's candidates: of each user those with
    the greatest strength. Takes them from a relation in scope (user_id,
    product_id, strength, evidence_id).

    apart: a further expression that parts candidates; each part counts for itself.
-#}
{% macro hobby__best_candidates(source, relation, apart='') -%}
ranked as (
    select
        *,
        row_number() over (
            partition by user_id{{ ', ' ~ apart if apart }}
            order by strength desc, product_id asc
        ) as candidate_rank
    from {{ relation }}
),

final as (
    select
        user_id,
        product_id,
        '{{ source }}' as source,
        strength,
        evidence_id
    from ranked
    where candidate_rank <= {{ hobby__scoring('candidates_per_source') }}
)
{%- endmacro %}
