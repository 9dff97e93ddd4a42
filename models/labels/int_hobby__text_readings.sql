with

texts_labelled as (
    select * from {{ ref('int_hobby__texts_labelled') }}
),

final as (
    select
        text_hash,
        read_by,
        nearest_cosine,
        certainty,
        is_far_from_memory,
        count(label) as label_count
    from texts_labelled
    group by
        text_hash,
        read_by,
        nearest_cosine,
        certainty,
        is_far_from_memory
)

select * from final
