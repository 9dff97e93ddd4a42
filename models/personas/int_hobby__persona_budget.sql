{#- In a shop of n users ceil(share x n) are read, in rounds of equal size. -#}
with

users as (
    select * from {{ ref('int_hobby__persona_users') }}
),

final as (
    select
        cast(
            ceil(count(*) * {{ var('hobby__persona_label_share') }})
            as {{ dbt.type_int() }}
        ) as label_count
    from users
)

select * from final
