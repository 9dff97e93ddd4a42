with

user_topics as (
    select * from {{ ref('int_hobby__user_topics') }}
),

relations as (
    select * from {{ ref('int_hobby__topic_relations') }}
),

scope as (
    select topic_id from {{ ref('hobby__topics') }}
    where
        is_leaf
        {%- if var('hobby__prospect_scope') != 'all' %}
        and topic_id in (
            select topic_id from {{ ref('int_hobby__collection_topics') }}
        )
        {%- endif %}
),

topic_totals as (
    select * from {{ ref('int_hobby__topic_totals') }}
),

user_breadth as (
    select * from {{ ref('int_hobby__user_breadth') }}
),

shop_totals as (
    select * from {{ ref('int_hobby__shop_totals') }}
),

related_totals as (
    select * from {{ ref('int_hobby__related_totals') }}
),

-- Whose only products of a topic are sensitive is not new to it either.
hidden as (
    select distinct
        user_id,
        topic_id
    from {{ ref('int_hobby__topic_events') }}
    where not is_shown_product
),

reached as (
    select
        user_topics.user_id,
        relations.topic_id,
        {{ hobby__related_strength(
            'relations.similarity',
            hobby__log1p('user_topics.decayed_day_count')
        ) }}
            as related_strength,
        count(*) as related_topic_count
    from user_topics
    inner join relations
        on user_topics.topic_id = relations.related_topic_id
    inner join scope
        on relations.topic_id = scope.topic_id
    group by user_topics.user_id, relations.topic_id
),

candidates as (
    select reached.*
    from reached
    left join user_topics
        on
            reached.user_id = user_topics.user_id
            and reached.topic_id = user_topics.topic_id
    left join hidden
        on
            reached.user_id = hidden.user_id
            and reached.topic_id = hidden.topic_id
    where user_topics.topic_id is null and hidden.topic_id is null
),

final as (
    select
        candidates.*,
        topic_totals.user_count as topic_user_count,
        {{ hobby__expected_day_count(
            'user_breadth.decayed_day_count', '0',
            'topic_totals.decayed_day_count', 'shop_totals.decayed_day_count'
        ) }} as expected_day_count,
        {{ hobby__round(hobby__expected_day_count(
            'user_breadth.topic_strength', 'candidates.related_strength',
            'related_totals.related_strength', 'related_totals.shop_strength'
        ), digits=9) }} as expected_strength,
        {{ hobby__term_columns('prospect') }}
    from candidates
    inner join topic_totals
        on candidates.topic_id = topic_totals.topic_id
    inner join user_breadth
        on candidates.user_id = user_breadth.user_id
    inner join related_totals
        on candidates.topic_id = related_totals.topic_id
    cross join shop_totals
)

select * from final
