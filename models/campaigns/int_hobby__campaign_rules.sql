-- A rule that names nothing, or nothing that campaigns may use, leaves nobody
-- in or lets everybody through: it is told, and its campaign stops.
with

rules as (
    select * from {{ ref('stg_hobby__campaign_rules') }}
),

names as (
    select * from {{ ref('int_hobby__audience_names') }}
),

final as (
    select
        rules.campaign_id,
        rules.rule_number,
        rules.clause,
        rules.kind,
        rules.name,
        rules.min_affinity,
        names.audience_id,
        case
            when
                rules.clause not in ('any', 'all', 'not')
                or rules.min_affinity not in ('high', 'medium', 'low')
                then 'misspelt'
            when names.audience_id is null then 'unknown'
            when names.is_sensitive then 'sensitive'
        end as problem
    from rules
    left join names
        on
            rules.kind = names.kind
            and lower(trim(rules.name)) = names.name
)

select * from final
