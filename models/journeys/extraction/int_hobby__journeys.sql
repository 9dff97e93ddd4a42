with

spells as (
    select * from {{ ref('int_hobby__journey_spells') }}
),

user_totals as (
    select * from {{ ref('int_hobby__user_totals') }}
),

counted as (
    select
        user_id,
        root_keyword,
        spell_number,
        count(*) as event_count,
        count(distinct product_id) as product_count,
        count(distinct event_date) as active_day_count,
        {{ hobby__month_count('month_bit') }}
            as active_month_count,
        cast(sum(amount) as decimal(38, 4)) as spend_amount,
        sum(event_weight) as event_weight,
        sum(decayed_weight) as decayed_weight,
        min(age_days) as recency_days,
        max(age_days) as oldest_days,
        max(age_days) - min(age_days) as tenure_days,
        min(event_at) as first_event_at,
        max(event_at) as last_event_at
    from spells
    group by user_id, root_keyword, spell_number
),

with_last_spell as (
    select
        *,
        lag(oldest_days) over (
            partition by user_id, root_keyword
            order by spell_number
        ) - oldest_days as days_since_last_spell
    from counted
),

-- One order or one product bought again tells no plan.
enough as (
    select * from with_last_spell
    where
        event_count >= {{ var('hobby__min_journey_events') }}
        and active_day_count >= 2
        and product_count >= 2
),

staged as (
    select
        enough.*,
        user_totals.recent_day_count as user_recent_day_count,
        {{ hobby__is_evergreen(
            'enough.tenure_days', 'enough.active_month_count'
        ) }} as is_evergreen,
        coalesce(enough.days_since_last_spell between 305 and 425, false)
            as is_seasonal,
        {{ hobby__own_gap_days('enough', 'user_totals') }} as own_gap_days
    from enough
    inner join user_totals
        on enough.user_id = user_totals.user_id
),

final as (
    select
        *,
        {{ hobby__journey_stage('recency_days', 'own_gap_days') }} as stage
    from staged
)

-- As wide as the table it widens, so that a journey can be explained.
select * from final  -- noqa: AM04
