with

campaign_audiences as (
    select * from {{ ref('int_hobby__campaign_audiences') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from campaign_audiences
)

select * from final
