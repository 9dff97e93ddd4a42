with

campaigns as (
    select * from {{ ref('stg_hobby__campaigns') }}
),

campaign_users as (
    select * from {{ ref('int_hobby__campaign_users') }}
),

audiences as (
    select * from {{ ref('int_hobby__campaign_audiences') }}
),

bands as (
    {% for band in ['high', 'medium', 'low'] -%}
    select '{{ band }}' as affinity_from
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

final as (
    select
        campaigns.campaign_id,
        campaigns.campaign_name,
        bands.affinity_from,
        count(campaign_users.user_id) as user_count,
        count(case
            when audiences.is_suppressed then 1
        end) as suppressed_count,
        count(case
            when audiences.is_holdout and not audiences.is_suppressed then 1
        end) as holdout_count,
        count(case
            when not audiences.is_holdout and not audiences.is_suppressed then 1
        end) as sendable_count
    from campaigns
    cross join bands
    left join campaign_users
        on
            campaigns.campaign_id = campaign_users.campaign_id
            and {{ hobby__band_rank('campaign_users.affinity_band') }}
            >= {{ hobby__band_rank('bands.affinity_from') }}
    left join audiences
        on
            campaign_users.campaign_id = audiences.campaign_id
            and campaign_users.user_id = audiences.user_id
    group by
        campaigns.campaign_id, campaigns.campaign_name, bands.affinity_from
)

select * from final
