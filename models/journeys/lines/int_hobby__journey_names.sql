with

journey_keywords as (
    select * from {{ ref('int_hobby__journey_keywords') }}
    where keyword_rank <= 5
),

final as (
    select
        user_id,
        root_keyword,
        spell_number,
        max(case when keyword_rank = 1 then keyword end) as journey_keyword,
        max(case when keyword_rank = 1 then event_count end)
            as name_event_count,
        max(case
            when keyword_rank = 1
                then
                    upper(substring(keyword, 1, 1))
                    || substring(keyword, 2, length(keyword))
        end) as journey_name,
        {{ hobby__list_of('keyword', 'keyword_rank', 5) }} as keywords
    from journey_keywords
    group by user_id, root_keyword, spell_number
)

select * from final
