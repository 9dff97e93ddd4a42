-- The topics nearest to a journey: leaves that a fifth of its products are in.
with

spells as (
    select * from {{ ref('int_hobby__journey_spells') }}
),

product_topics as (
    select * from {{ ref('int_hobby__product_topics_rolled_up') }}
    where is_leaf and is_shown_product
),

topics as (
    select * from {{ ref('hobby__topics') }}
),

journeys as (
    select * from {{ ref('int_hobby__journeys') }}
),

placed as (
    select
        spells.user_id,
        spells.root_keyword,
        spells.spell_number,
        spells.product_id,
        product_topics.topic_id
    from spells
    inner join product_topics
        on spells.product_id = product_topics.product_id
),

counted as (
    select
        user_id,
        root_keyword,
        spell_number,
        topic_id,
        count(distinct product_id) as product_count
    from placed
    group by user_id, root_keyword, spell_number, topic_id
),

totals as (
    select
        user_id,
        root_keyword,
        spell_number,
        count(distinct product_id) as placed_product_count
    from placed
    group by user_id, root_keyword, spell_number
),

ranked as (
    select
        counted.*,
        topics.topic_name,
        row_number() over (
            partition by
                counted.user_id,
                counted.root_keyword,
                counted.spell_number
            order by
                counted.product_count desc,
                topics.topic_name asc,
                counted.topic_id asc
        ) as topic_rank
    from counted
    inner join journeys
        on {{ hobby__same_journey('counted', 'journeys') }}
    inner join topics
        on counted.topic_id = topics.topic_id
    where counted.product_count * 5 >= journeys.product_count
),

listed as (
    select
        user_id,
        root_keyword,
        spell_number,
        {{ hobby__list_of('topic_name', 'topic_rank', 3) }} as topics
    from ranked
    where topic_rank <= 3
    group by user_id, root_keyword, spell_number
),

final as (
    select
        listed.*,
        totals.placed_product_count
    from listed
    inner join totals
        on {{ hobby__same_journey('listed', 'totals') }}
)

select * from final
