with

personas as (
    select * from {{ ref('stg_hobby__personas') }}
),

user_personas as (
    select * from {{ ref('int_hobby__user_personas') }}
),

user_totals as (
    select * from {{ ref('int_hobby__user_totals') }}
),

shop as (
    select
        count(*) as user_count,
        sum(spend_amount) as spend_amount
    from user_totals
),

persona_counts as (
    select
        user_id,
        count(*) as persona_count
    from user_personas
    group by user_id
),

sizes as (
    select
        user_personas.persona_id,
        count(*) as user_count,
        count(case when user_personas.is_labelled then 1 end)
            as labelled_user_count,
        count(case when persona_counts.persona_count > 1 then 1 end)
            as shared_user_count,
        avg(user_personas.affinity) as mean_affinity,
        sum(user_totals.spend_amount) as spend_amount
    from user_personas
    inner join persona_counts
        on user_personas.user_id = persona_counts.user_id
    inner join user_totals
        on user_personas.user_id = user_totals.user_id
    group by user_personas.persona_id
),

top_topics as (
    select * from {{ ref('int_hobby__persona_top_topics') }}
),

final as (
    select
        personas.persona_id,
        personas.persona_name,
        personas.definition,
        coalesce(sizes.user_count, 0) as user_count,
        coalesce(sizes.labelled_user_count, 0) as labelled_user_count,
        {{ hobby__score(hobby__ratio('sizes.user_count', 'shop.user_count')) }}
            as user_share,
        {{ hobby__score(hobby__ratio(
            'sizes.shared_user_count', 'sizes.user_count'
        )) }} as overlap_share,
        {{ hobby__score('coalesce(sizes.mean_affinity, 0)') }}
            as mean_affinity,
        coalesce(sizes.spend_amount, 0) as spend_amount,
        {{ hobby__score(hobby__ratio(
            'sizes.spend_amount', 'shop.spend_amount'
        )) }} as spend_share,
        top_topics.topic_names,
        coalesce(sizes.user_count, 0) < {{ var('hobby__min_audience_size') }}
            as is_too_small
    from personas
    cross join shop
    left join sizes
        on personas.persona_id = sizes.persona_id
    left join top_topics
        on personas.persona_id = top_topics.persona_id
)

select * from final
