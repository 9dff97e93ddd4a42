with

user_topics as (
    select * from {{ ref('int_hobby__user_topics') }}
),

topic_totals as (
    select * from {{ ref('int_hobby__topic_totals') }}
),

shop_totals as (
    select * from {{ ref('int_hobby__shop_totals') }}
),

-- Users of one topic against each other.
percentiles as (
    select
        *,
        {{ hobby__percentile('topic_id', 'recency_days desc') }}
            as recency_score,
        {{ hobby__percentile('topic_id', 'decayed_day_count') }}
            as frequency_score,
        {{ hobby__percentile('topic_id', 'capped_spend_amount') }}
            as monetary_score
    from user_topics
),

audience_scored as (
    select
        *,
        {{ hobby__score(hobby__weighted_mean([
            ['hobby__audience_recency_weight', 'recency_score'],
            ['hobby__audience_frequency_weight', 'frequency_score'],
            ['hobby__audience_monetary_weight', 'monetary_score'],
        ])) }} as audience_score
    from percentiles
),

-- Topics of one user against each other: each feature as a share of the
-- user's own maximum.
user_shares as (
    select
        *,
        {{ hobby__share_of_maximum('user_id', 'decayed_day_count') }}
            as frequency_share,
        {{ hobby__share_of_maximum('user_id', 'spend_share') }}
            as spend_share_share,
        {{ hobby__share_of_maximum('user_id', 'product_count') }}
            as product_share,
        {{ hobby__share_of_maximum('user_id', 'tenure_days') }}
            as tenure_share,
        {{ hobby__share_of_maximum('user_id', 'audience_score') }}
            as engagement_share
    from audience_scored
),

profile_scored as (
    select
        user_shares.*,
        {{ hobby__weighted_mean([
            ['hobby__profile_frequency_weight', 'frequency_share'],
            ['hobby__profile_spend_share_weight', 'spend_share_share'],
            ['hobby__profile_product_weight', 'product_share'],
            ['hobby__profile_tenure_weight', 'tenure_share'],
            ['hobby__profile_engagement_weight', 'engagement_share'],
        ]) }} * (
            1.0e0 - {{ var('hobby__ubiquity_discount') }}e0
            * {{ hobby__ratio(
                'topic_totals.user_count', 'shop_totals.user_count'
            ) }}
        ) as profile_score
    from user_shares
    inner join topic_totals
        on user_shares.topic_id = topic_totals.topic_id
    cross join shop_totals
),

final as (
    select
        user_id,
        topic_id,
        event_count,
        product_count,
        active_day_count,
        active_month_count,
        decayed_day_count,
        spend_amount,
        spend_share,
        first_event_at,
        last_event_at,
        recency_days,
        tenure_days,
        is_evergreen,
        is_ongoing,
        trend_score,
        {{ hobby__score('recency_score') }} as recency_score,
        {{ hobby__score('frequency_score') }} as frequency_score,
        {{ hobby__score('monetary_score') }} as monetary_score,
        audience_score,
        row_number() over (
            partition by topic_id
            order by
                audience_score desc,
                event_count desc,
                spend_amount desc,
                last_event_at desc,
                user_id asc
        ) as audience_rank,
        {{ hobby__score('profile_score') }} as profile_score
    from profile_scored
)

select * from final
