{#-
    The CTEs placed and few: of the candidates that one thing speaks most for, the
    second counts half, the third a third. Takes them from a relation in scope
    (user_id, product_id, strength, evidence_id).

    apart: as of hobby__best_candidates. most: so many for one thing; none: all.
-#}
{% macro hobby__few_candidates(relation, apart='', most=none) -%}
placed as (
    select
        *,
        row_number() over (
            partition by user_id, evidence_id{{ ', ' ~ apart if apart }}
            order by strength desc, product_id asc
        ) as evidence_place
    from {{ relation }}
),

few as (
    select
        user_id,
        product_id,
        {{ apart ~ ',' if apart }}
        strength / evidence_place as strength,
        evidence_id
    from placed
    {%- if most %}
    where evidence_place <= {{ most }}
    {%- endif %}
)
{%- endmacro %}
