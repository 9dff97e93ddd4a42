with

scores as (
    select * from {{ ref('int_hobby__user_topic_scores') }}
    where event_count >= {{ var('hobby__min_audience_events') }}
),

topic_totals as (
    select * from {{ ref('int_hobby__topic_totals') }}
),

-- Ranks of the scores hold for all engaged users; only a threshold that
-- leaves some of them out makes it worth the sort to close the gaps.
ranked as (
    select
        topic_id,
        user_id,
        event_count,
        product_count,
        spend_amount,
        audience_score,
        affinity_score,
        affinity_band,
        audience_rank as engaged_rank,
        {% if var('hobby__min_audience_events') > 1 -%}
        row_number() over (
            partition by topic_id order by audience_rank
        )
        {%- else -%}
        audience_rank
        {%- endif %} as audience_rank,
        last_event_at
    from scores
),

final as (
    select
        ranked.topic_id,
        ranked.user_id,
        ranked.audience_rank,
        ranked.event_count,
        ranked.product_count,
        ranked.spend_amount,
        ranked.audience_score,
        ranked.affinity_score,
        ranked.affinity_band,
        {{ hobby__score(
            '1.0e0 - (ranked.engaged_rank - 0.5e0) / topic_totals.user_count'
        ) }} as audience_percentile,
        ranked.last_event_at,
        {% if var('hobby__min_audience_events') > 1 -%}
        count(*) over (partition by ranked.topic_id)
        {%- else -%}
        topic_totals.user_count
        {%- endif %} < {{ var('hobby__min_audience_size') }} as is_too_small
    from ranked
    inner join topic_totals
        on ranked.topic_id = topic_totals.topic_id
    where ranked.audience_rank <= {{ var('hobby__max_audience_size') }}
)

select * from final
