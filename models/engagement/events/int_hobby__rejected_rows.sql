with

products as (
    select * from {{ ref('stg_hobby__products_checked') }}
),

events as (
    select * from {{ ref('stg_hobby__events_checked') }}
),

product_labels as (
    select * from {{ ref('stg_hobby__product_labels_checked') }}
),

users as (
    select
        *,
        case
            when rejection_reason is not null then rejection_reason
            when is_deleted then 'deleted_user'
            when not has_consent then 'no_consent'
            else 'accepted'
        end as reason
    from {{ ref('stg_hobby__users_checked') }}
),

rows_by_reason as (
    select
        'products' as input_table,
        case when rejection_reason is null then 'accepted' else 'rejected' end
            as outcome,
        coalesce(rejection_reason, 'accepted') as reason,
        count(*) as row_count,
        min(product_id) as example_id,
        cast(null as {{ dbt.type_string() }}) as value_seen
    from products
    group by rejection_reason
    union all
    select
        'product_labels' as input_table,
        case when rejection_reason is null then 'accepted' else 'rejected' end
            as outcome,
        coalesce(rejection_reason, 'accepted') as reason,
        count(*) as row_count,
        min(product_id) as example_id,
        cast(null as {{ dbt.type_string() }}) as value_seen
    from product_labels
    group by rejection_reason
    union all
    select
        'events' as input_table,
        outcome,
        coalesce(reason, 'accepted') as reason,
        count(*) as row_count,
        min(event_id) as example_id,
        cast(null as {{ dbt.type_string() }}) as value_seen
    from events
    group by outcome, reason
    union all
    select
        'users' as input_table,
        case when reason = 'accepted' then 'accepted' else 'rejected' end
            as outcome,
        reason,
        count(*) as row_count,
        cast(null as {{ dbt.type_string() }}) as example_id,
        case when reason = 'no_consent' then left(consent_value, 20) end
            as value_seen
    from users
    group by
        reason,
        case when reason = 'no_consent' then left(consent_value, 20) end
),

final as (
    select
        input_table,
        outcome,
        reason,
        row_count,
        example_id,
        value_seen
    from rows_by_reason
)

select * from final
