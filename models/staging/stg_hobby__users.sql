with

users as (
    select * from {{ ref('stg_hobby__users_checked') }}
),

final as (
    select
        match_key,
        min(user_id) as user_id,
        case when min(user_id) = max(user_id) then min(user_id) end
            as only_user_id,
        min(case when has_consent then 1 else 0 end) = 1 as has_consent,
        max(case when is_deleted then 1 else 0 end) = 1 as is_deleted
    from users
    where rejection_reason is null
    group by match_key
)

select * from final
