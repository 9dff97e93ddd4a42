with

contacts as (
    {{ hobby__input(
        'contacts',
        required={'user_id': 'id', 'sent_at': 'timestamp'},
        optional={'campaign_id': 'id'},
    ) }}
),

final as (
    select
        {{ hobby__match_key('user_id') }} as match_key,
        sent_at,
        campaign_id
    from contacts
    where user_id is not null
)

select * from final
