with

results as (
    select * from {{ ref('int_hobby__experiment_results_read') }}
),

final as (
    select {{ hobby__contract_columns() }}
    from results
)

select * from final
