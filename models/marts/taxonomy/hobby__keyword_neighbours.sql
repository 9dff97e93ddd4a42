with

keywords_compared as (
    select * from {{ ref('int_hobby__keywords_compared') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from keywords_compared
)

select * from final
