with

products as (
    select * from {{ ref('stg_hobby__products_checked') }}
),

events as (
    select * from {{ ref('stg_hobby__events_checked') }}
),

rows_by_reason as (
    select
        'products' as input_table,
        case when rejection_reason is null then 'accepted' else 'rejected' end
            as outcome,
        coalesce(rejection_reason, 'accepted') as reason,
        count(*) as row_count,
        min(product_id) as example_id
    from products
    group by rejection_reason
    union all
    select
        'events' as input_table,
        outcome,
        coalesce(reason, 'accepted') as reason,
        count(*) as row_count,
        min(event_id) as example_id
    from events
    group by outcome, reason
),

final as (
    select
        input_table,
        outcome,
        reason,
        row_count,
        example_id
    from rows_by_reason
)

select * from final
