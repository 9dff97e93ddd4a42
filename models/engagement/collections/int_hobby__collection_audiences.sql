with

collection_users as (
    select * from {{ ref('int_hobby__collection_users') }}
    where event_count >= {{ var('hobby__min_audience_events') }}
),

collection_prospects as (
    select * from {{ ref('int_hobby__collection_prospects') }}
),

members as (
    select
        collection_id,
        user_id,
        'engaged' as audience_type,
        reason_topic_id,
        reason_product_id,
        event_count,
        audience_score,
        affinity_score,
        purchase_probability,
        cast(null as {{ dbt.type_string() }}) as related_topic_names,
        cast(null as {{ dbt.type_string() }}) as sample_product_name,
        cast(null as {{ dbt.type_string() }}) as second_product_name,
        last_event_at
    from collection_users

    union all

    select
        collection_id,
        user_id,
        'prospect' as audience_type,
        reason_topic_id,
        cast(null as {{ dbt.type_string() }}) as reason_product_id,
        0 as event_count,
        audience_score,
        affinity_score,
        purchase_probability,
        related_topic_names,
        sample_product_name,
        second_product_name,
        cast(null as {{ dbt.type_timestamp() }}) as last_event_at
    from collection_prospects
),

ranked as (
    select
        *,
        count(*) over (
            partition by collection_id, audience_type
        ) as type_size,
        row_number() over (
            partition by collection_id, audience_type
            order by
                audience_score desc,
                purchase_probability desc,
                event_count desc,
                last_event_at desc,
                user_id asc
        ) as type_rank
    from members
),

kept as (
    select * from ranked
    where
        (
            audience_type = 'engaged'
            and type_rank <= {{ var('hobby__max_audience_size') }}
        )
        or (
            audience_type = 'prospect'
            and type_rank <= {{ var('hobby__max_prospects') }}
        )
),

-- Owners come first, so that the top of an audience is theirs.
final as (
    select
        collection_id,
        user_id,
        audience_type,
        row_number() over (
            partition by collection_id order by audience_type asc, type_rank asc
        ) as audience_rank,
        reason_topic_id,
        reason_product_id,
        event_count,
        audience_score,
        affinity_score,
        {{ hobby__affinity_band('affinity_score') }} as affinity_band,
        purchase_probability,
        related_topic_names,
        sample_product_name,
        second_product_name,
        last_event_at,
        type_size < {{ var('hobby__min_audience_size') }} as is_too_small
    from kept
)

select * from final
