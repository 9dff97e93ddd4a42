with

events as (
    {{ hobby__input(
        'events',
        required={
            'user_id': 'id',
            'product_id': 'id',
            'event_at': 'timestamp',
        },
        optional={
            'event_id': 'id',
            'event_type': 'status',
            'quantity': 'decimal',
            'amount': 'decimal',
            'unit_price': 'decimal',
            'search_query': 'text',
        },
    ) }}
),

defaulted as (
    select
        case when not {{ hobby__is_nobody('user_id') }} then user_id end
            as user_id,
        product_id,
        event_id as given_event_id,
        event_at,
        lower(coalesce(event_type, 'purchase')) as event_type,
        coalesce(quantity, 1) as quantity,
        unit_price,
        search_query,
        coalesce(
            amount,
            case when unit_price is null then 0 end,
            {{ hobby__try_cast(
                'cast(unit_price as double)'
                ~ ' * cast(coalesce(quantity, 1) as double)',
                'decimal(18, 4)',
            ) }}
        ) as amount,
        case
            when row_problem in ('ragged_row', 'repeated_header')
                then row_problem
            when {{ hobby__is_nobody('user_id') }} then 'guest'
            when user_id is null then 'missing_user_id'
            when product_id is null then 'missing_product_id'
            when
                {{ hobby__is_rounded('user_id') }}
                or {{ hobby__is_rounded('product_id') }}
                then 'rounded_id'
            when row_problem is not null then row_problem
            when event_at is null then 'unparsable_event_at'
        end as row_problem
    from events
),

final as (
    select
        *,
        coalesce(
            given_event_id,
            {{ hobby__hash_of([
                'user_id', 'product_id', 'event_at', 'event_type',
                'quantity', 'amount', 'unit_price',
            ]) }}
        ) as event_key
    from defaulted
)

select * from final
