with

campaign_sizes as (
    select * from {{ ref('int_hobby__campaign_sizes') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from campaign_sizes
)

select * from final
