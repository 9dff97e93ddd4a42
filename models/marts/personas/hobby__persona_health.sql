with

trust as (
    select * from {{ ref('int_hobby__persona_trust') }}
),

final as (
    select
        cast(user_count as {{ dbt.type_bigint() }}) as tried_user_count,
        {{ hobby__score('walk_f1') }} as inferred_f1,
        {{ hobby__score('commonest_f1') }} as commonest_f1,
        {{ hobby__round('gain_low') }} as gain_low,
        {{ hobby__score('precision_share') }} as precision_share,
        is_used
    from trust
)

select * from final
