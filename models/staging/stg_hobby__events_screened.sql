with

events as (
    select * from {{ ref('stg_hobby__events_judged') }}
),

-- A row that cannot be used does not take its valid repeat along.
numbered as (
    select
        *,
        row_number() over (
            partition by event_key
            order by
                case
                    when coalesce(left_out_reason, own_reason) is null then 0
                    else 1
                end,
                event_at,
                user_id,
                product_id,
                event_type,
                quantity,
                amount,
                unit_price,
                search_query
        ) as occurrence
    from events
),

reasoned as (
    select
        *,
        coalesce(given_event_id, {{ dbt.concat([
            'event_key', "'-'",
            'cast(occurrence as ' ~ dbt.type_string() ~ ')',
        ]) }}) as event_id,
        case
            when left_out_reason is not null then left_out_reason
            when own_reason is not null then own_reason
            when given_event_id is not null and occurrence > 1
                then 'repeated_event_id'
        end as rejection_reason
    from numbered
),

-- Of people who are left out nothing is kept but the count of their rows.
final as (
    select
        {% for column, value in {
            'event_id': 'event_id',
            'user_id': 'user_id',
            'product_id': 'product_id',
            'event_at': 'event_at',
            'event_date': 'event_date',
            'event_type': 'event_type',
            'event_weight': 'cast(event_weight as decimal(9, 4))',
            'quantity': 'cast(abs(quantity) as decimal(18, 4))',
            'amount': 'cast(abs(amount) as decimal(18, 4))',
            'unit_price': 'unit_price',
            'search_query': 'search_query',
            'is_return': 'is_return',
            'is_before_window': 'is_before_window',
        }.items() -%}
        case when left_out_reason is null then {{ value }} end as {{ column }},
        {% endfor -%}
        rejection_reason
    from reasoned
)

select * from final
