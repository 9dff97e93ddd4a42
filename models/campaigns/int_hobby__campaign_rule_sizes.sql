with

rules as (
    select distinct
        campaign_id,
        rule_number,
        clause,
        kind,
        name,
        problem
    from {{ ref('int_hobby__campaign_rules') }}
),

matches as (
    select * from {{ ref('int_hobby__campaign_matches') }}
),

bands as (
    {% for band in ['high', 'medium', 'low'] -%}
    select '{{ band }}' as affinity_from
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

final as (
    select
        rules.campaign_id,
        rules.clause || ' ' || rules.kind || ' ' || rules.name as item,
        bands.affinity_from,
        count(distinct matches.user_id) as user_count,
        min(rules.problem) as problem
    from rules
    cross join bands
    left join matches
        on
            rules.campaign_id = matches.campaign_id
            and rules.rule_number = matches.rule_number
            and {{ hobby__band_rank('matches.affinity_band') }}
            >= {{ hobby__band_rank('bands.affinity_from') }}
    group by
        rules.campaign_id,
        rules.clause,
        rules.kind,
        rules.name,
        bands.affinity_from
)

select * from final
