with

final as (
    {{ hobby__users_read() }}
)

select * from final
