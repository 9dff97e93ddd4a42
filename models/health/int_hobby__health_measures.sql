with

as_of as (
    select * from {{ ref('stg_hobby__as_of') }}
),

taxonomy_measures as (
    select * from {{ ref('int_hobby__taxonomy_measures') }}
),

profile_failures as (
    select * from {{ ref('int_hobby__profile_failures') }}
),

journey_failures as (
    select * from {{ ref('int_hobby__journey_failures') }}
),

measures as (
    select
        'taxonomy' as area,
        measure,
        measured_value
    from taxonomy_measures
    union all
    select
        'profiles' as area,
        failure as measure,
        {{ hobby__score(hobby__ratio('failed_count', 'checked_count')) }}
            as measured_value
    from profile_failures
    union all
    select
        'journeys' as area,
        failure as measure,
        {{ hobby__score(hobby__ratio('failed_count', 'checked_count')) }}
            as measured_value
    from journey_failures
),

final as (
    select
        {{ dbt.concat([
            'measures.area', "'|'", 'measures.measure', "'|'",
            'cast(as_of.as_of_date as ' ~ dbt.type_string() ~ ')'
        ]) }} as measure_key,
        as_of.as_of_date,
        measures.area,
        measures.measure,
        measures.measured_value
    from measures
    cross join as_of
)

select * from final
