with

campaign_users as (
    select * from {{ ref('int_hobby__campaign_users') }}
),

contacts as (
    select * from {{ ref('int_hobby__user_contacts') }}
),

joined as (
    select
        campaign_users.*,
        count(*) over (partition by campaign_users.campaign_id) as user_count,
        {{ hobby__hash_share(
            "'" ~ dbt.escape_single_quotes(var('hobby__holdout_salt') | string)
            ~ "|' || campaign_users.campaign_id || '|' || campaign_users.user_id"
        ) }} < campaign_users.holdout_share as is_holdout,
        case
            when contacts.contact_days < campaign_users.suppress_days
                then 'contacted_recently'
            when
                contacts.recent_contact_count
                >= {{ var('hobby__max_contacts') }}
                then 'contacted_too_often'
        end as suppressed_because
    from campaign_users
    left join contacts
        on campaign_users.user_id = contacts.user_id
),

final as (
    select
        campaign_id,
        user_id,
        row_number() over (
            partition by campaign_id
            order by
                {{ hobby__band_rank('affinity_band') }} desc,
                affinity_score desc,
                audience_score desc,
                user_id asc
        ) as audience_rank,
        affinity_band,
        affinity_score,
        audience_score,
        reason,
        reason_topic_id,
        is_holdout,
        suppressed_because is not null as is_suppressed,
        suppressed_because
    from joined
    where user_count >= {{ var('hobby__min_audience_size') }}
)

select * from final
