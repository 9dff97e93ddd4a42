with

collection_topics as (
    select * from {{ ref('int_hobby__collection_topics') }}
),

collection_users as (
    select * from {{ ref('int_hobby__collection_users') }}
),

collection_sizes as (
    select
        collection_id,
        count(*) as user_count
    from collection_users
    group by collection_id
),

prospects as (
    select * from {{ ref('int_hobby__topic_prospects') }}
    where
        related_topic_count >= {{ hobby__scoring('min_related_topics') }}
        and related_lift > 1
),

-- The topic a user is nearest to wins and is the reason; who has anything in
-- the collection already is no prospect of it.
ranked as (
    select
        collection_topics.collection_id,
        prospects.*,
        {{ hobby__sigmoid('prospects.audience_propensity') }}
            as audience_probability,
        row_number() over (
            partition by collection_topics.collection_id, prospects.user_id
            order by
                prospects.audience_propensity desc,
                prospects.topic_id asc
        ) as reason_rank
    from collection_topics
    inner join prospects
        on collection_topics.topic_id = prospects.topic_id
    left join collection_users
        on
            collection_topics.collection_id = collection_users.collection_id
            and prospects.user_id = collection_users.user_id
    where collection_users.user_id is null
),

-- Where a prospect would stand among the collection's users.
side_by_side as (
    select
        collection_id,
        user_id,
        affinity_score as audience_probability,
        cast(1 as integer) as is_engaged
    from collection_users

    union all

    select
        collection_id,
        user_id,
        audience_probability,
        cast(0 as integer) as is_engaged
    from ranked
    where reason_rank = 1
),

positioned as (
    select
        *,
        sum(is_engaged) over (
            partition by collection_id
            order by coalesce(audience_probability, 0.0e0)
            range between unbounded preceding and current row
        ) as engaged_below_count
    from side_by_side
),

final as (
    select
        positioned.collection_id,
        positioned.user_id,
        ranked.topic_id as reason_topic_id,
        ranked.related_topic_names,
        ranked.sample_product_name,
        ranked.second_product_name,
        ranked.purchase_probability,
        {{ hobby__score('positioned.audience_probability') }} as affinity_score,
        {{ hobby__audience_score(
            hobby__ratio(
                'positioned.engaged_below_count',
                'coalesce(collection_sizes.user_count, 0)'
            ),
            'coalesce(collection_sizes.user_count, 0)',
            'positioned.audience_probability'
        ) }} as audience_score
    from positioned
    inner join ranked
        on
            positioned.collection_id = ranked.collection_id
            and positioned.user_id = ranked.user_id
            and ranked.reason_rank = 1
    left join collection_sizes
        on positioned.collection_id = collection_sizes.collection_id
    where positioned.is_engaged = 0
)

select * from final
