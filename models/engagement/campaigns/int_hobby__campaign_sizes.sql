with

campaigns as (
    select * from {{ ref('stg_hobby__campaigns') }}
),

rules as (
    select distinct
        campaign_id,
        rule_number,
        clause,
        kind,
        name,
        min_affinity,
        problem
    from {{ ref('int_hobby__campaign_rules') }}
),

matches as (
    select * from {{ ref('int_hobby__campaign_matches') }}
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

problems as (
    select
        campaign_id,
        min(problem) as problem
    from rules
    group by campaign_id
),

whole as (
    select
        campaigns.campaign_id,
        'campaign' as size_of,
        campaigns.campaign_name as item,
        bands.affinity_from,
        count(distinct campaign_users.user_id) as user_count,
        count(distinct case
            when audiences.is_suppressed then audiences.user_id
        end) as suppressed_count,
        count(distinct case
            when audiences.is_holdout and not audiences.is_suppressed
                then audiences.user_id
        end) as holdout_count,
        count(distinct case
            when not audiences.is_holdout and not audiences.is_suppressed
                then audiences.user_id
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
),

of_rules as (
    select
        rules.campaign_id,
        'rule' as size_of,
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
        rules.rule_number,
        rules.clause,
        rules.kind,
        rules.name,
        bands.affinity_from
),

shared_users as (
    select
        campaign_users.campaign_id,
        'overlap' as size_of,
        others.campaign_id as item,
        'low' as affinity_from,
        count(*) as user_count
    from campaign_users
    inner join campaign_users as others
        on
            campaign_users.user_id = others.user_id
            and campaign_users.campaign_id <> others.campaign_id
    group by campaign_users.campaign_id, others.campaign_id
),

{% set untold = 'cast(null as ' ~ dbt.type_bigint() ~ ')' -%}
final as (
    select
        whole.*,
        coalesce(
            problems.problem,
            case
                when
                    max(whole.user_count) over (
                        partition by whole.campaign_id
                    ) < {{ var('hobby__min_audience_size') }}
                    then 'too_small'
            end
        ) as problem
    from whole
    left join problems
        on whole.campaign_id = problems.campaign_id
    union all
    select
        campaign_id,
        size_of,
        item,
        affinity_from,
        user_count,
        {{ untold }} as suppressed_count,
        {{ untold }} as holdout_count,
        {{ untold }} as sendable_count,
        problem
    from of_rules
    union all
    select
        campaign_id,
        size_of,
        item,
        affinity_from,
        user_count,
        {{ untold }} as suppressed_count,
        {{ untold }} as holdout_count,
        {{ untold }} as sendable_count,
        cast(null as {{ dbt.type_string() }}) as problem
    from shared_users
)

select * from final
