with

text_readings as (
    select * from {{ ref('int_hobby__text_readings') }}
),

learned as (
    select *
    from text_readings
    where read_by = 'embedded'
),

final as (
    select
        'share_of_new_texts_far_from_memory' as measure,
        coalesce(
            avg(case when is_far_from_memory then 1.0e0 else 0.0e0 end), 0.0e0
        ) as measured
    from learned
    union all
    select
        'share_of_new_texts_without_label' as measure,
        coalesce(
            avg(case when label_count = 0 then 1.0e0 else 0.0e0 end), 0.0e0
        ) as measured
    from learned
    union all
    select
        'mean_certainty_of_new_texts' as measure,
        coalesce({{ hobby__round('avg(certainty)') }}, 1.0e0) as measured
    from learned
)

select * from final
