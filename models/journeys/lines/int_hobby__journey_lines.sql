with

told as (
    select * from {{ ref('int_hobby__told_journeys') }}
),

ids as (
    select * from {{ ref('int_hobby__journey_ids') }}
    where keyword_rank = 1
),

signatures as (
    select * from {{ ref('int_hobby__journey_signatures') }}
),

signature_names as (
    select * from {{ ref('int_hobby__signature_names') }}
    where journey_name is not null
),

neighbours as (
    select * from {{ ref('hobby__keyword_neighbours') }}
),

similar_above as (
    select
        told.user_id,
        told.confidence_rank,
        count(*) as similar_count
    from told
    inner join told as better
        on
            told.user_id = better.user_id
            and told.confidence_rank > better.confidence_rank
    left join neighbours
        on
            told.root_keyword = neighbours.keyword
            and better.root_keyword = neighbours.neighbour_keyword
    where
        told.root_keyword = better.root_keyword
        or neighbours.keyword is not null
    group by told.user_id, told.confidence_rank
),

-- Score x 0.95^(similar journeys above), as for the lines of a profile.
scored as (
    select
        told.*,
        ids.journey_id,
        coalesce(signature_names.journey_name, told.topic_name)
            as journey_name,
        case
            when signature_names.journey_name is null then 'embedded'
            else 'openai'
        end as journey_namer,
        coalesce(similar_above.similar_count, 0) as similar_count,
        {{ hobby__score(
            'told.confidence * power('
            ~ hobby__scoring('profile_similarity_discount') | float
            ~ 'e0, coalesce(similar_above.similar_count, 0))'
        ) }} as journey_score
    from told
    inner join ids
        on {{ hobby__same_journey('told', 'ids') }}
    left join signatures
        on
            told.user_id = signatures.user_id
            and told.journey_topic_id = signatures.topic_id
    left join signature_names
        on signatures.signature_id = signature_names.signature_id
    left join similar_above
        on
            told.user_id = similar_above.user_id
            and told.confidence_rank = similar_above.confidence_rank
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
