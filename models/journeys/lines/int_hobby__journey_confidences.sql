with

journeys as (
    select * from {{ ref('int_hobby__journeys') }}
),

root_totals as (
    select * from {{ ref('int_hobby__journey_root_totals') }}
),

journey_weights as (
    select
        {{ hobby__weight_columns(
            ['constant'] + hobby__journey_terms('names')
        ) }}
    from {{ ref('hobby__journey_weights') }}
),

termed as (
    select
        journeys.*,
        {{ hobby__journey_terms('columns') }}
    from journeys
    inner join root_totals
        on journeys.root_keyword = root_totals.root_keyword
),

final as (
    select
        termed.*,
        {{ hobby__score(hobby__sigmoid(hobby__journey_terms('sum'))) }}
            as confidence
    from termed
    cross join journey_weights
)

-- As wide as the table it widens, so that a confidence can be explained.
select * from final  -- noqa: AM04
