with

confidences as (
    select * from {{ ref('int_hobby__journey_confidences') }}
),

names as (
    select * from {{ ref('int_hobby__journey_names') }}
),

journey_topics as (
    select * from {{ ref('int_hobby__journey_topics') }}
),

samples as (
    select * from {{ ref('int_hobby__journey_samples') }}
),

ordered as (
    select
        confidences.*,
        names.topic_name,
        names.journey_keyword,
        names.journey_topic_id,
        names.told_event_count,
        names.keywords,
        journey_topics.topics,
        samples.sample_products,
        row_number() over (
            partition by confidences.user_id
            order by
                confidences.confidence desc,
                confidences.last_event_at desc,
                confidences.root_keyword asc
        ) as confidence_rank
    from confidences
    inner join names
        on
            {{ hobby__same_journey('confidences', 'names') }}
            -- Nobody could say what is not half about one thing.
            and names.told_event_count * 2 >= confidences.event_count
    inner join samples
        on {{ hobby__same_journey('confidences', 'samples') }}
    -- Where most goods are in no topic, a household restocks.
    inner join journey_topics
        on
            {{ hobby__same_journey('confidences', 'journey_topics') }}
            and journey_topics.placed_product_count
            >= confidences.product_count
            * {{ hobby__scoring('journey_min_placed_share') | float }}e0
    -- What one buys again and again is a supply; who is up to something finds
    -- new things.
    where
        confidences.product_count
        >= {{ hobby__scoring('journey_min_products') }}
),

rooted as (
    select
        *,
        first_value(root_keyword) over (
            partition by user_id, journey_topic_id
            order by confidence_rank
        ) as told_root_keyword
    from ordered
),

-- As wide as the table it widens. Two roots with one name would tell one
-- journey twice.
final as (
    select * from rooted
    where root_keyword = told_root_keyword
)

select * from final  -- noqa: AM04
