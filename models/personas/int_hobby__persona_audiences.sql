with

user_personas as (
    select * from {{ ref('int_hobby__user_personas') }}
),

ranked as (
    select
        *,
        count(*) over (partition by persona_id) as user_count,
        row_number() over (
            partition by persona_id
            order by affinity desc, event_count desc, user_id asc
        ) as audience_rank
    from user_personas
),

final as (
    select
        persona_id,
        user_id,
        audience_rank,
        affinity,
        persona_source,
        event_count,
        last_event_at,
        user_count < {{ var('hobby__min_audience_size') }} as is_too_small
    from ranked
    where audience_rank <= {{ var('hobby__max_audience_size') }}
)

select * from final
