with

users as (
    {{ hobby__input(
        'users',
        required={'user_id': dbt.type_string()},
        optional={
            'has_consent': 'boolean',
            'deleted_at': 'timestamp',
        },
    ) }}
),

final as (
    select
        user_id,
        min(case when coalesce(has_consent, true) then 1 else 0 end) = 1
            as has_consent,
        max(deleted_at) as deleted_at
    from users
    where trim(coalesce(user_id, '')) <> ''
    group by user_id
)

select * from final
