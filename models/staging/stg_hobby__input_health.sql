-- depends_on: {{ ref('stg_hobby__events_checked') }}
with

counts as (
    select * from {{ ref('stg_hobby__input_counts') }}
),

-- Nothing can be said of no rows, and little of a handful of users.
measures as (
    select
        'accepted_share' as measure,
        {{ var('hobby__min_accepted_share') }} as lowest_value,
        case
            when row_count > 0 and usable_count = 0 then 0
            when row_count > 0 then {{ hobby__ratio(
                'usable_count', '(row_count - beside_count)'
            ) }}
        end as measured_value
    from counts
    union all
    select
        'matched_products' as measure,
        {{ var('hobby__min_matched_products') }} as lowest_value,
        case
            when accepted_count > 0
                then {{ hobby__ratio('matched_count', 'accepted_count') }}
        end as measured_value
    from counts
    union all
    select
        'matched_users' as measure,
        {{ var('hobby__min_matched_users') }} as lowest_value,
        case
            when least(in_events, in_users) >= 10
                then {{ hobby__ratio('in_both', 'least(in_events, in_users)') }}
        end as measured_value
    from counts
),

final as (
    select
        measure,
        'error' as severity,
        cast(measured_value as double) as measured_value,
        cast(lowest_value as double) as lowest_value,
        cast(1 as double) as highest_value,
        coalesce(measured_value >= lowest_value, true) as is_healthy
    from measures
)

select * from final
