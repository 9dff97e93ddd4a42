{% set least_share = {'hard': 1.0, 'soft': 0.5}[
    var('hobby__journey_assignment')
] -%}

with

events as (
    select * from {{ ref('int_hobby__user_events') }}
    where is_first_of_product
),

product_places as (
    select * from {{ ref('int_hobby__product_places') }}
),

keyword_roots as (
    select * from {{ ref('int_hobby__keyword_roots') }}
),

-- What a product lies near votes, each with what the user has of it.
votes as (
    select
        events.user_id,
        events.product_id,
        keyword_roots.root_keyword,
        {% call hobby__round() %}
            cast(sum(cast(
                product_places.nearness * keyword_roots.keyword_weight
                as decimal(18, 6)
            )) as double)
        {% endcall %} as vote
    from events
    inner join product_places
        on events.product_id = product_places.product_id
    inner join keyword_roots
        on
            events.user_id = keyword_roots.user_id
            and product_places.keyword = keyword_roots.keyword
    group by
        events.user_id,
        events.product_id,
        keyword_roots.root_keyword
),

ranked as (
    select
        *,
        max(vote) over (partition by user_id, product_id) as best_vote,
        row_number() over (
            partition by user_id, product_id
            order by vote desc, root_keyword asc
        ) as vote_rank
    from votes
),

final as (
    select
        user_id,
        product_id,
        root_keyword
    from ranked
    where
        vote_rank = 1
        or vote > {{ least_share }}e0 * best_vote
)

select * from final
