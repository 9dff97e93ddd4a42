with

redirects as (
    select * from {{ ref('int_hobby__topic_redirects') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from redirects
)

select * from final
