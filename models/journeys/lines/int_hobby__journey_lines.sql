with

confidences as (
    select * from {{ ref('int_hobby__journey_confidences') }}
),

ids as (
    select * from {{ ref('int_hobby__journey_ids') }}
    where keyword_rank = 1
),

names as (
    select * from {{ ref('int_hobby__journey_names') }}
),

topics as (
    select * from {{ ref('int_hobby__journey_topics') }}
),

samples as (
    select * from {{ ref('int_hobby__journey_samples') }}
),

neighbours as (
    select * from {{ ref('hobby__keyword_neighbours') }}
),

ordered as (
    select
        confidences.*,
        names.journey_name,
        names.journey_keyword,
        names.told_event_count,
        names.keywords,
        topics.topics,
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
            -- Nobody could say what is half about one thing.
            and names.told_event_count * 2 >= confidences.event_count
    inner join samples
        on {{ hobby__same_journey('confidences', 'samples') }}
    left join topics
        on {{ hobby__same_journey('confidences', 'topics') }}
),

similar_above as (
    select
        ordered.user_id,
        ordered.confidence_rank,
        count(*) as similar_count
    from ordered
    inner join ordered as better
        on
            ordered.user_id = better.user_id
            and ordered.confidence_rank > better.confidence_rank
    left join neighbours
        on
            ordered.root_keyword = neighbours.keyword
            and better.root_keyword = neighbours.neighbour_keyword
    where
        ordered.root_keyword = better.root_keyword
        or neighbours.keyword is not null
    group by ordered.user_id, ordered.confidence_rank
),

-- Score x 0.95^(similar journeys above), as for the lines of a profile.
scored as (
    select
        ordered.*,
        ids.journey_id,
        coalesce(similar_above.similar_count, 0) as similar_count,
        {{ hobby__score(
            'ordered.confidence * power('
            ~ hobby__scoring('profile_similarity_discount') | float
            ~ 'e0, coalesce(similar_above.similar_count, 0))'
        ) }} as journey_score
    from ordered
    inner join ids
        on {{ hobby__same_journey('ordered', 'ids') }}
    left join similar_above
        on
            ordered.user_id = similar_above.user_id
            and ordered.confidence_rank = similar_above.confidence_rank
),

final as (
    select
        *,
        row_number() over (
            partition by user_id
            order by journey_score desc, confidence_rank asc
        ) as journey_rank
    from scored
)

-- As wide as the table it widens, so that a line can be explained.
select * from final  -- noqa: AM04
