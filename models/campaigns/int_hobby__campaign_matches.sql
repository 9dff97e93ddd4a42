-- Of the audiences that a rule's name means, each user is nearest to one.
with

rules as (
    select * from {{ ref('int_hobby__campaign_rules') }}
    where problem is null
),

members as (
    select * from {{ ref('int_hobby__audience_members') }}
),

ranked as (
    select
        rules.campaign_id,
        rules.rule_number,
        rules.clause,
        rules.kind,
        rules.name,
        rules.audience_id,
        rules.min_affinity,
        members.user_id,
        members.affinity_score,
        members.affinity_band,
        members.audience_score,
        members.reason_topic_id,
        row_number() over (
            partition by
                rules.campaign_id, rules.rule_number, members.user_id
            order by
                {{ hobby__band_rank('members.affinity_band') }} desc,
                members.affinity_score desc,
                rules.audience_id asc
        ) as place
    from rules
    inner join members
        on
            rules.kind = members.kind
            and rules.audience_id = members.audience_id
),

final as (
    select
        *,
        {{ hobby__band_rank('affinity_band') }}
        >= {{ hobby__band_rank('min_affinity') }} as is_met
    from ranked
    where place = 1
)

select * from final
