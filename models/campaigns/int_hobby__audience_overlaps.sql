-- Collections, campaigns and topics of the first level, two by two.
with

members as (
    select * from {{ ref('int_hobby__audience_members') }}
),

topics as (
    select * from {{ ref('hobby__topics') }}
    where depth = 1
),

campaign_audiences as (
    select * from {{ ref('int_hobby__campaign_audiences') }}
),

held as (
    select
        members.kind,
        members.audience_id,
        members.user_id
    from members
    left join topics
        on members.audience_id = topics.topic_id
    where members.kind = 'collection' or topics.topic_id is not null
    union all
    select
        'campaign' as kind,
        campaign_id as audience_id,
        user_id
    from campaign_audiences
),

sized as (
    select
        *,
        count(*) over (partition by kind, audience_id) as user_count
    from held
),

final as (
    select
        sized.kind,
        sized.audience_id,
        others.kind as other_kind,
        others.audience_id as other_audience_id,
        max(sized.user_count) as user_count,
        max(others.user_count) as other_user_count,
        count(*) as shared_user_count,
        {{ hobby__score(hobby__ratio('count(*)', 'max(sized.user_count)')) }}
            as shared_share,
        {{ hobby__score(hobby__ratio(
            'count(*)',
            'max(sized.user_count) + max(others.user_count) - count(*)'
        )) }} as jaccard
    from sized
    inner join sized as others
        on sized.user_id = others.user_id
    where
        sized.kind <> others.kind or sized.audience_id <> others.audience_id
    group by
        sized.kind, sized.audience_id, others.kind, others.audience_id
)

select * from final
