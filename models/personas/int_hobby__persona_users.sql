with

user_totals as (
    select * from {{ ref('int_hobby__user_totals') }}
),

-- By hash: the first users are a random sample, the same each time.
final as (
    select
        user_id,
        cast(
            row_number() over (order by {{ dbt.hash('user_id') }}, user_id)
            as {{ dbt.type_int() }}
        ) as user_number
    from user_totals
)

select * from final
