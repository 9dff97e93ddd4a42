with

topic_events as (
    select * from {{ ref('int_hobby__topic_events') }}
),

user_totals as (
    select * from {{ ref('int_hobby__user_totals') }}
),

-- Ten skeins in one order are one act of interest: a day counts once, with
-- the weight of its strongest event.
days as (
    select
        user_id,
        topic_id,
        age_days,
        count(*) as event_count,
        count(case when is_first_of_product then 1 end) as product_count,
        {{ hobby__count_products(hobby__scoring('strong_grade')) }}
            as strong_product_count,
        {{ hobby__count_products(hobby__scoring('sure_grade')) }}
            as sure_product_count,
        sum(case
            when is_first_of_product then cast(relevance as decimal(9, 6))
        end) as product_relevance,
        sum(amount) as spend_amount,
        sum(capped_amount) as capped_spend_amount,
        max(decayed_weight) as decayed_weight,
        max(month_bit) as month_bit,
        sum(case when is_shown_product then 1 else 0 end)
            as shown_event_count,
        min(event_at) as first_event_at,
        max(event_at) as last_event_at
    from topic_events
    group by user_id, topic_id, age_days
),

aggregated as (
    select
        user_id,
        topic_id,
        cast(sum(event_count) as {{ dbt.type_bigint() }}) as event_count,
        cast(sum(product_count) as {{ dbt.type_bigint() }}) as product_count,
        cast(sum(strong_product_count) as {{ dbt.type_bigint() }})
            as strong_product_count,
        cast(sum(sure_product_count) as {{ dbt.type_bigint() }})
            as sure_product_count,
        sum(product_relevance) as product_relevance,
        count(*) as active_day_count,
        {{ hobby__month_count('month_bit') }}
            as active_month_count,
        sum(spend_amount) as spend_amount,
        sum(capped_spend_amount) as capped_spend_amount,
        cast(sum(decayed_weight) as decimal(38, 9)) as decayed_day_count,
        min(age_days) as recency_days,
        max(age_days) - min(age_days) as tenure_days,
        max(age_days) as oldest_days,
        min(first_event_at) as first_event_at,
        max(last_event_at) as last_event_at
    from days
    group by user_id, topic_id
    -- A topic that only sensitive products speak for would tell of these.
    having sum(shown_event_count) > 0
),

final as (
    select
        aggregated.user_id,
        aggregated.topic_id,
        aggregated.event_count,
        aggregated.product_count,
        aggregated.strong_product_count,
        aggregated.sure_product_count,
        {{ hobby__ratio(
            'aggregated.product_relevance', 'aggregated.product_count'
        ) }} as mean_relevance,
        user_totals.product_count as user_product_count,
        aggregated.active_day_count,
        aggregated.active_month_count,
        aggregated.recency_days,
        aggregated.tenure_days,
        aggregated.oldest_days,
        cast(aggregated.spend_amount as decimal(38, 4)) as spend_amount,
        aggregated.capped_spend_amount,
        aggregated.decayed_day_count,
        {{ hobby__score(hobby__ratio(
            'aggregated.capped_spend_amount',
            'user_totals.capped_spend_amount'
        )) }} as spend_share,
        {{ hobby__trend('aggregated', 'user_totals') }} as trend_score,
        {{ hobby__is_evergreen(
            'aggregated.tenure_days', 'aggregated.active_month_count'
        ) }} as is_evergreen,
        {{ hobby__is_ongoing(
            'aggregated.recency_days', 'aggregated', 'user_totals'
        ) }} as is_ongoing,
        aggregated.first_event_at,
        aggregated.last_event_at
    from aggregated
    inner join user_totals
        on aggregated.user_id = user_totals.user_id
)

select * from final
