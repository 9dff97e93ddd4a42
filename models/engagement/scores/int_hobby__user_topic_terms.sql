with

user_topics as (
    select * from {{ ref('int_hobby__user_topic_identities') }}
),

topic_totals as (
    select * from {{ ref('int_hobby__topic_totals') }}
),

user_breadth as (
    select * from {{ ref('int_hobby__user_breadth') }}
),

related_strengths as (
    select * from {{ ref('int_hobby__related_strengths') }}
),

shop_totals as (
    select * from {{ ref('int_hobby__shop_totals') }}
),

final as (
    select
        user_topics.*,
        {{ hobby__expected_day_count(
            'user_breadth.decayed_day_count', 'user_topics.decayed_day_count',
            'topic_totals.decayed_day_count', 'shop_totals.decayed_day_count'
        ) }} as expected_day_count,
        {{ hobby__term_columns('engaged') }}
    from user_topics
    inner join topic_totals
        on user_topics.topic_id = topic_totals.topic_id
    inner join user_breadth
        on user_topics.user_id = user_breadth.user_id
    left join related_strengths
        on
            user_topics.user_id = related_strengths.user_id
            and user_topics.topic_id = related_strengths.topic_id
    cross join shop_totals
)

-- As wide as the table it widens, so that a score can be explained.
select * from final  -- noqa: AM04
