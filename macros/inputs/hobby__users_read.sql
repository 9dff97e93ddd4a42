{% macro hobby__users_read(quiet=false) -%}
    {#- The rows of the users table, with what they say: a value that is not one
        of `hobby__consent_words` refuses, and anything in deleted_at deletes. -#}
    {%- set consent_words = (
        var('hobby__consent_words') | string | lower
    ).split() -%}
    select
        user_id,
        {{ hobby__match_key('user_id') }} as match_key,
        row_problem is null
        and coalesce(
            lower(has_consent) in ({{ hobby__listed(consent_words) }}), false
        ) as has_consent,
        lower(coalesce(has_consent, '')) as consent_value,
        deleted_at is not null
        and lower(deleted_at) not in (
            {{ hobby__listed(hobby__missing_words()) }}
        ) as is_deleted,
        case
            when user_id is null or {{ hobby__is_nobody('user_id') }}
                then 'missing_user_id'
        end as rejection_reason
    from (
        {{ hobby__input(
            'users',
            required={'user_id': 'id'},
            optional={'has_consent': 'status', 'deleted_at': 'status'},
            any_of=['has_consent', 'deleted_at'],
            if_missing={'has_consent': "'" ~ consent_words[0] ~ "'"},
            quiet=quiet,
        ) }}
    ) as users
{%- endmacro %}
