with

topics_alike as (
    select * from {{ ref('int_hobby__topics_alike') }}
),

final as (
    select
        cast(topic_id as {{ dbt.type_string() }}) as topic_id,
        cast(neighbour_topic_id as {{ dbt.type_string() }})
            as neighbour_topic_id,
        round(cast(cosine as double), 3) as cosine
    from topics_alike
)

select * from final
