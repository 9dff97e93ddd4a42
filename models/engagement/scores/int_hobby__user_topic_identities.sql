with

user_topics as (
    select * from {{ ref('int_hobby__user_topics') }}
),

topic_totals as (
    select * from {{ ref('int_hobby__topic_totals') }}
),

shop_totals as (
    select * from {{ ref('int_hobby__shop_totals') }}
),

identity_weights as (
    select
        {{ hobby__weight_columns(
            ['constant'] + hobby__identity_terms('names')
        ) }}
    from {{ ref('hobby__identity_weights') }}
),

expected as (
    select
        user_topics.*,
        {{ hobby__expected_day_count(
            'user_topics.user_product_count',
            'user_topics.strong_product_count',
            'topic_totals.strong_product_count',
            'shop_totals.product_count'
        ) }} as expected_product_count,
        topic_totals.user_count as topic_user_count,
        {{ hobby__ratio(
            'topic_totals.user_count - 1.0e0',
            'shop_totals.user_count - 1.0e0 + '
            ~ hobby__scoring('profile_reach_prior')
        ) }} as reach
    from user_topics
    inner join topic_totals
        on user_topics.topic_id = topic_totals.topic_id
    cross join shop_totals
),

termed as (
    select
        expected.*,
        {{ hobby__identity_terms('columns') }}
    from expected
),

weighed as (
    select
        termed.*,
        {{ hobby__round(hobby__identity_terms('sum')) }} as identity_log_odds
    from termed
    cross join identity_weights
),

final as (
    select
        weighed.*,
        {{ hobby__score(hobby__sigmoid('identity_log_odds')) }}
            as identity_score
    from weighed
)

-- As wide as the table it widens, so that a score can be explained.
select * from final  -- noqa: AM04
