with

redirects as (
    select * from {{ ref('int_hobby__topic_redirects') }}
),

final as (
    select
        cast(old_topic_id as {{ dbt.type_string() }}) as old_topic_id,
        cast(topic_id as {{ dbt.type_string() }}) as topic_id,
        cast(shared_label_count as {{ dbt.type_bigint() }})
            as shared_label_count,
        cast(redirected_at as {{ dbt.type_timestamp() }}) as redirected_at
    from redirects
)

select * from final
