with

events as (
    {{ hobby__input(
        'events',
        required={
            'user_id': dbt.type_string(),
            'product_id': dbt.type_string(),
            'event_at': 'timestamp',
        },
        optional={
            'event_id': dbt.type_string(),
            'event_type': dbt.type_string(),
            'quantity': 'decimal(18, 4)',
            'amount': 'decimal(18, 4)',
            'unit_price': 'decimal(18, 4)',
        },
    ) }}
),

defaulted as (
    select
        nullif(trim(user_id), '') as user_id,
        nullif(trim(product_id), '') as product_id,
        nullif(trim(event_id), '') as given_event_id,
        event_at,
        lower(coalesce(nullif(trim(event_type), ''), 'purchase'))
            as event_type,
        coalesce(quantity, 1) as quantity,
        unit_price,
        cast(
            coalesce(amount, unit_price * coalesce(quantity, 1), 0)
            as decimal(18, 4)
        ) as amount,
        has_unparsable_number
    from events
),

keyed as (
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
),

final as (
    select
        *,
        row_number() over (
            partition by event_key
            order by
                event_at,
                user_id,
                product_id,
                event_type,
                quantity,
                amount,
                unit_price
        ) as occurrence
    from keyed
)

select * from final
