{% set label_bonus = '1.25e0' -%}

with

spells as (
    select * from {{ ref('int_hobby__journey_spells') }}
),

product_keywords as (
    select * from {{ ref('hobby__product_keywords') }}
),

journeys as (
    select * from {{ ref('int_hobby__journeys') }}
),

counted as (
    select
        spells.user_id,
        spells.root_keyword,
        spells.spell_number,
        product_keywords.keyword,
        count(*) as event_count,
        count(distinct spells.product_id) as product_count,
        max(case when product_keywords.source = 'label' then 1 else 0 end)
            as is_label,
        cast(sum(cast(product_keywords.salience as decimal(9, 6))) as double)
            as salience_sum
    from spells
    inner join product_keywords
        on spells.product_id = product_keywords.product_id
    group by
        spells.user_id,
        spells.root_keyword,
        spells.spell_number,
        product_keywords.keyword
),

with_totals as (
    select
        *,
        sum(event_count) over (partition by user_id, keyword)
            as user_event_count
    from counted
),

-- The name tells most of the journey's events apart from the user's others:
-- the harmonic mean of the share of the journey's events that carry it and of
-- the share of its events that are in the journey, times how much these are
-- about it. People say labels more readily than words of titles.
scored as (
    select
        with_totals.*,
        {% call hobby__round() %}
            2.0e0 * with_totals.event_count
            / (journeys.event_count + with_totals.user_event_count)
            * with_totals.salience_sum / with_totals.event_count
            * case
                when with_totals.is_label = 1 then {{ label_bonus }}
                else 1.0e0
            end
        {% endcall %} as name_score
    from with_totals
    inner join journeys
        on {{ hobby__same_journey('with_totals', 'journeys') }}
),

final as (
    select
        *,
        row_number() over (
            partition by user_id, root_keyword, spell_number
            order by name_score desc, event_count desc, keyword asc
        ) as keyword_rank
    from scored
)

select * from final
