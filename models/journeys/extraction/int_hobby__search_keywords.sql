-- Searches cut into the keywords that products have: whole words and pairs of
-- words, a pair before its words. Nothing else of a search goes on from here.
{% set most_words = 8 -%}

with

searches as (
    select
        *,
        {{ hobby__query_text('search_query') }} as query_text
    from {{ ref('stg_hobby__searches') }}
),

vocabulary as (
    select distinct keyword from {{ ref('hobby__product_keywords') }}
),

cut as (
    {% for place in range(1, most_words + 1) -%}
    select
        event_id,
        {{ place }} as place,
        {{ dbt.split_part('query_text', "' '", place) }} as word,
        {{ dbt.split_part('query_text', "' '", place + 1) }} as next_word
    from searches
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
),

words as (
    select
        *,
        {{ dbt.concat(['word', "' '", 'next_word']) }} as pair
    from cut
),

pairs as (
    select
        words.event_id,
        words.place,
        vocabulary.keyword
    from words
    inner join vocabulary
        on words.pair = vocabulary.keyword
),

-- The words of a pair are said.
said as (
    select
        event_id,
        place
    from pairs
    union
    select
        event_id,
        place + 1 as place
    from pairs
),

known as (
    select
        event_id,
        keyword
    from pairs
    union all
    select
        words.event_id,
        vocabulary.keyword
    from words
    inner join vocabulary
        on words.word = vocabulary.keyword
    left join said
        on
            words.event_id = said.event_id
            and words.place = said.place
    where said.event_id is null
),

final as (
    select distinct
        searches.event_id,
        searches.user_id,
        known.keyword,
        searches.event_weight
    from searches
    inner join known
        on searches.event_id = known.event_id
)

select * from final
