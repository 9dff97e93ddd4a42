with

rules as (
    {{ hobby__input(
        'campaign_rules',
        required={
            'campaign_id': 'id',
            'clause': 'status',
            'kind': 'status',
            'name': 'text',
        },
        optional={'min_affinity': 'status'},
    ) }}
),

spelled as (
    select
        campaign_id,
        lower(clause) as clause,
        lower(kind) as kind,
        name,
        lower(coalesce(min_affinity, 'low')) as min_affinity
    from rules
    where campaign_id is not null
),

final as (
    select
        campaign_id,
        row_number() over (
            partition by campaign_id
            order by clause, kind, name, min_affinity
        ) as rule_number,
        clause,
        kind,
        name,
        min_affinity
    from spelled
)

select * from final
