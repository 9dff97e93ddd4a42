-- Who meets the rules: one of any, each of all, none of not. The nearest rule
-- that is met is the reason.
with

campaigns as (
    select * from {{ ref('stg_hobby__campaigns') }}
),

rules as (
    select * from {{ ref('int_hobby__campaign_rules') }}
),

matches as (
    select * from {{ ref('int_hobby__campaign_matches') }}
    where is_met
),

rule_counts as (
    select
        campaign_id,
        count(distinct case when clause = 'any' then rule_number end)
            as any_count,
        count(distinct case when clause = 'all' then rule_number end)
            as all_count,
        count(distinct case
            when problem is not null then rule_number
        end) as problem_count
    from rules
    group by campaign_id
),

met as (
    select
        campaign_id,
        user_id,
        sum(case when clause = 'any' then 1 else 0 end) as any_count,
        sum(case when clause = 'all' then 1 else 0 end) as all_count,
        sum(case when clause = 'not' then 1 else 0 end) as not_count
    from matches
    group by campaign_id, user_id
),

reasons as (
    select
        *,
        row_number() over (
            partition by campaign_id, user_id
            order by
                {{ hobby__band_rank('affinity_band') }} desc,
                affinity_score desc,
                rule_number asc
        ) as reason_place
    from matches
    where clause in ('any', 'all')
),

final as (
    select
        met.campaign_id,
        met.user_id,
        campaigns.holdout_share,
        campaigns.suppress_days,
        reasons.affinity_score,
        reasons.affinity_band,
        reasons.audience_score,
        reasons.kind || ' ' || reasons.name as reason,
        reasons.reason_topic_id
    from met
    inner join campaigns
        on met.campaign_id = campaigns.campaign_id
    inner join rule_counts
        on met.campaign_id = rule_counts.campaign_id
    inner join reasons
        on
            met.campaign_id = reasons.campaign_id
            and met.user_id = reasons.user_id
            and reasons.reason_place = 1
    where
        rule_counts.problem_count = 0
        and (rule_counts.any_count = 0 or met.any_count > 0)
        and rule_counts.all_count = met.all_count
        and met.not_count = 0
)

select * from final
