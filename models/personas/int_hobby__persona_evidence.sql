with

events as (
    select * from {{ ref('int_hobby__user_events') }}
),

persona_products as (
    select * from {{ ref('int_hobby__persona_products') }}
),

-- Ten products of one order say more than one, and less than ten of ten days.
user_days as (
    select
        user_id,
        event_date,
        {{ hobby__log2p('count(*)') }} as user_weight
    from events
    where is_first_of_product
    group by user_id, event_date
),

user_sizes as (
    select
        user_id,
        sum(user_weight) as user_weight
    from user_days
    group by user_id
),

shop as (
    select sum(user_weight) as user_weight from user_days
),

signs as (
    select
        events.user_id,
        persona_products.persona_id,
        events.event_date,
        case
            when events.is_first_of_product
                then cast(persona_products.product_weight as decimal(18, 6))
        end as first_weight,
        case
            when persona_products.product_weight > 0 then events.event_at
        end as event_at
    from events
    inner join persona_products
        on events.product_id = persona_products.product_id
),

days as (
    select
        user_id,
        persona_id,
        {{ hobby__log2p('sum(first_weight)') }}
        - {{ hobby__log2p('-sum(first_weight)') }} as evidence_weight,
        count(case when first_weight > 0 then 1 end) as product_count,
        count(event_at) as event_count,
        min(event_at) as first_event_at,
        max(event_at) as last_event_at
    from signs
    group by user_id, persona_id, event_date
),

evidence as (
    select
        user_id,
        persona_id,
        greatest(sum(evidence_weight), 0) as evidence_weight,
        cast(sum(product_count) as {{ dbt.type_bigint() }}) as product_count,
        cast(sum(event_count) as {{ dbt.type_bigint() }}) as event_count,
        min(first_event_at) as first_event_at,
        max(last_event_at) as last_event_at
    from days
    group by user_id, persona_id
),

-- What the user would have if their share were that of all others.
expected as (
    select
        evidence.*,
        user_sizes.user_weight * {{ hobby__ratio(
            'sum(evidence.evidence_weight) over ('
            ~ 'partition by evidence.persona_id) - evidence.evidence_weight',
            'shop.user_weight - user_sizes.user_weight'
        ) }} as expected_weight
    from evidence
    inner join user_sizes
        on evidence.user_id = user_sizes.user_id
    cross join shop
),

final as (
    select
        *,
        {{ hobby__ratio(
            'evidence_weight',
            'evidence_weight + ' ~ hobby__scoring('persona_evidence_prior')
        ) }} as evidence_share,
        {{ hobby__ratio(
            'evidence_weight', 'evidence_weight + expected_weight'
        ) }} as distinct_share
    from expected
)

select * from final
