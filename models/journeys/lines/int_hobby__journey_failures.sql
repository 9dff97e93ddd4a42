with

journey_lines as (
    select * from {{ ref('int_hobby__journey_lines') }}
),

marked as (
    select
        *,
        journey_rank = 1 as is_first,
        sum(case when stage = 'ongoing' then 1 else 0 end) over (
            partition by user_id
        ) > 10 as has_too_many
    from journey_lines
),

final as (
    {% for failure, conditions in {
        'too_many': ['has_too_many', 'is_first'],
        'thin': [
            'event_count = ' ~ var('hobby__min_journey_events'), 'true'
        ],
        'repetitive': ['similar_count > 0', 'true'],
        'ended': ["stage = 'ended'", 'true'],
        'unnamed': ['name_event_count * 3 < event_count', 'true'],
        'outside_topics': ['topics is null', 'true'],
    }.items() -%}
    select
        '{{ failure }}' as failure,
        coalesce(sum(case when {{ conditions[0] }} then 1 else 0 end), 0)
            as failed_count,
        count(*) as checked_count
    from marked
    where {{ conditions[1] }}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
)

select * from final
