{% set untold = 'cast(null as ' ~ dbt.type_bigint() ~ ')' -%}

with

totals as (
    select * from {{ ref('int_hobby__campaign_totals') }}
),

rule_sizes as (
    select * from {{ ref('int_hobby__campaign_rule_sizes') }}
),

campaign_users as (
    select * from {{ ref('int_hobby__campaign_users') }}
),

problems as (
    select
        campaign_id,
        min(problem) as problem
    from rule_sizes
    group by campaign_id
),

shared_users as (
    select
        campaign_users.campaign_id,
        others.campaign_id as item,
        count(*) as user_count
    from campaign_users
    inner join campaign_users as others
        on
            campaign_users.user_id = others.user_id
            and campaign_users.campaign_id <> others.campaign_id
    group by campaign_users.campaign_id, others.campaign_id
),

final as (
    select
        totals.campaign_id,
        'campaign' as size_of,
        totals.campaign_name as item,
        totals.affinity_from,
        totals.user_count,
        totals.suppressed_count,
        totals.holdout_count,
        totals.sendable_count,
        coalesce(
            problems.problem,
            case
                when
                    max(totals.user_count) over (
                        partition by totals.campaign_id
                    ) < {{ var('hobby__min_audience_size') }}
                    then 'too_small'
            end
        ) as problem
    from totals
    left join problems
        on totals.campaign_id = problems.campaign_id
    union all
    select
        campaign_id,
        'rule' as size_of,
        item,
        affinity_from,
        user_count,
        {{ untold }} as suppressed_count,
        {{ untold }} as holdout_count,
        {{ untold }} as sendable_count,
        problem
    from rule_sizes
    union all
    select
        campaign_id,
        'overlap' as size_of,
        item,
        'low' as affinity_from,
        user_count,
        {{ untold }} as suppressed_count,
        {{ untold }} as holdout_count,
        {{ untold }} as sendable_count,
        cast(null as {{ dbt.type_string() }}) as problem
    from shared_users
)

select * from final
