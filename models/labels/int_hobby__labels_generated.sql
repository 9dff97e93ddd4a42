with

texts_labelled as (
    select * from {{ ref('int_hobby__texts_labelled') }}
),

final as (
    select
        text_hash,
        label_rank,
        label,
        kind,
        relevance,
        labeller,
        evidence
    from texts_labelled
    where label is not null
)

select * from final
