-- Up to three products that show best what a journey is about.
with

spells as (
    select * from {{ ref('int_hobby__journey_spells') }}
),

journey_keywords as (
    select * from {{ ref('int_hobby__journey_keywords') }}
    where keyword_rank = 1
),

product_keywords as (
    select * from {{ ref('hobby__product_keywords') }}
),

products as (
    select * from {{ ref('stg_hobby__products') }}
),

-- A product without keywords of its own is in no journey, and a sensitive one
-- has none: whatever is here may be shown.
ranked as (
    select
        spells.user_id,
        spells.root_keyword,
        spells.spell_number,
        products.product_name,
        row_number() over (
            partition by
                spells.user_id, spells.root_keyword, spells.spell_number
            order by
                max(coalesce(product_keywords.salience, 0.0e0)) desc,
                max(spells.event_at) desc,
                spells.product_id asc
        ) as sample_rank
    from spells
    inner join journey_keywords
        on {{ hobby__same_journey('spells', 'journey_keywords') }}
    inner join products
        on spells.product_id = products.product_id
    left join product_keywords
        on
            spells.product_id = product_keywords.product_id
            and journey_keywords.keyword = product_keywords.keyword
    group by
        spells.user_id,
        spells.root_keyword,
        spells.spell_number,
        spells.product_id,
        products.product_name
),

final as (
    select
        user_id,
        root_keyword,
        spell_number,
        {{ hobby__list_of(
            'substring(product_name, 1, 60)', 'sample_rank', 3, ' | '
        ) }} as sample_products
    from ranked
    where sample_rank <= 3
    group by user_id, root_keyword, spell_number
)

select * from final
