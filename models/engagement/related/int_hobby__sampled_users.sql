with

user_breadth as (
    select * from {{ ref('int_hobby__user_breadth') }}
),

-- The same users each time, whatever the order of rows.
placed as (
    select
        user_id,
        row_number() over (
            order by {{ dbt.hash('user_id') }}, user_id
        ) as user_place
    from user_breadth
),

final as (
    select user_id
    from placed
    where user_place <= {{ hobby__scoring('sampled_users') }}
)

select * from final
