with

topics as (
    select * from {{ ref('hobby__topics') }}
),

families as (
    select
        parent_topic_id,
        count(*) as child_count,
        count(*) - count(distinct lower(topic_name)) as repeated_names
    from topics
    where parent_topic_id is not null
    group by parent_topic_id
),

top_level as (
    select
        count(*) as branch_count,
        count(*) - count(distinct lower(topic_name)) as repeated_names
    from topics
    where parent_topic_id is null
),

family_totals as (
    select
        coalesce(max(child_count), 0) as largest_fan_out,
        coalesce(sum(case when child_count = 1 then 1 else 0 end), 0)
            as topics_with_one_child,
        coalesce(sum(repeated_names), 0) as repeated_names
    from families
),

groups as (
    select
        parents.topic_id,
        lower(parents.topic_name) as folded_name,
        max(
            case
                when lower(children.topic_name) = lower(parents.topic_name)
                    then 1
                else 0
            end
        ) as is_like_a_child
    from topics as parents
    inner join topics as children
        on parents.topic_id = children.parent_topic_id
    group by parents.topic_id, parents.topic_name
),

group_totals as (
    select
        count(*) - count(distinct folded_name) as repeated_names,
        coalesce(avg(is_like_a_child), 0) as share_like_a_child
    from groups
),

depths as (
    select coalesce(max(depth), 0) as depth
    from topics
),

final as (
    select
        'largest_fan_out' as measure,
        largest_fan_out as measured
    from family_totals
    union all
    select
        'depth' as measure,
        depth as measured
    from depths
    union all
    select
        'topics_with_one_child' as measure,
        topics_with_one_child as measured
    from family_totals
    union all
    select
        'branches' as measure,
        branch_count as measured
    from top_level
    union all
    select
        'same_names_among_siblings' as measure,
        family_totals.repeated_names + top_level.repeated_names as measured
    from family_totals
    cross join top_level
    union all
    select
        'same_names_among_groups' as measure,
        repeated_names as measured
    from group_totals
    union all
    select
        'share_of_groups_named_like_a_child' as measure,
        share_like_a_child as measured
    from group_totals
)

select * from final
