with

scores as (
    select * from {{ ref('hobby__user_topic_scores') }}
    where event_count >= {{ var('hobby__min_audience_events') }}
),

ranked as (
    select
        topic_id,
        user_id,
        audience_score,
        event_count,
        product_count,
        spend_amount,
        last_event_at,
        row_number() over (
            partition by topic_id order by audience_rank
        ) as audience_rank,
        count(*) over (partition by topic_id) as engaged_user_count
    from scores
),

final as (
    select
        topic_id,
        user_id,
        cast(audience_rank as {{ dbt.type_bigint() }}) as audience_rank,
        event_count,
        product_count,
        spend_amount,
        audience_score,
        {{ hobby__score(
            '1.0e0 - (audience_rank - 0.5e0) / engaged_user_count'
        ) }} as audience_percentile,
        last_event_at
    from ranked
    where audience_rank <= {{ var('hobby__max_audience_size') }}
)

select * from final
