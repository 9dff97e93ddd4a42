with

campaigns as (
    {{ hobby__input(
        'campaigns',
        required={'campaign_id': 'id'},
        optional={
            'campaign_name': 'text',
            'holdout_share': 'decimal',
            'suppress_days': 'integer',
        },
    ) }}
),

final as (
    select
        campaign_id,
        coalesce(max(campaign_name), campaign_id) as campaign_name,
        cast(coalesce(
            max(holdout_share), {{ var('hobby__holdout_share') | float }}e0
        ) as double) as holdout_share,
        coalesce(max(suppress_days), {{ var('hobby__suppress_days') }})
            as suppress_days
    from campaigns
    where campaign_id is not null
    group by campaign_id
)

select * from final
