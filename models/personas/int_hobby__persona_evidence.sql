with

events as (
    select * from {{ ref('int_hobby__user_events') }}
),

persona_products as (
    select * from {{ ref('int_hobby__persona_products') }}
),

user_products as (
    select
        user_id,
        product_id,
        count(*) as event_count,
        min(event_at) as first_event_at,
        max(event_at) as last_event_at
    from events
    group by user_id, product_id
),

user_sizes as (
    select
        user_id,
        count(*) as user_product_count
    from user_products
    group by user_id
),

evidence as (
    select
        user_products.user_id,
        persona_products.persona_id,
        -- A decimal, so that sums do not depend on the order of rows.
        greatest(
            sum(cast(persona_products.product_weight as decimal(18, 6))), 0
        ) as evidence_weight,
        count(case when persona_products.product_weight > 0 then 1 end)
            as product_count,
        count(distinct case
            when persona_products.product_weight > 0
                then cast(user_products.first_event_at as date)
        end) as day_count,
        sum(case
            when persona_products.product_weight > 0
                then user_products.event_count
            else 0
        end) as event_count,
        min(
            case
                when persona_products.product_weight > 0
                    then user_products.first_event_at
            end
        ) as first_event_at,
        max(
            case
                when persona_products.product_weight > 0
                    then user_products.last_event_at
            end
        ) as last_event_at
    from user_products
    inner join persona_products
        on user_products.product_id = persona_products.product_id
    group by user_products.user_id, persona_products.persona_id
),

shop as (
    select sum(user_product_count) as shop_product_count
    from user_sizes
),

compared as (
    select
        evidence.*,
        user_sizes.user_product_count,
        sum(evidence.evidence_weight) over (partition by evidence.persona_id)
            as persona_weight,
        shop.shop_product_count
    from evidence
    inner join user_sizes
        on evidence.user_id = user_sizes.user_id
    cross join shop
),

expected as (
    select
        *,
        -- What the user would have if their share were that of all others.
        user_product_count * {{ hobby__ratio(
            'persona_weight - evidence_weight',
            'shop_product_count - user_product_count'
        ) }} as expected_weight
    from compared
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
