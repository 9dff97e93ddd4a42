with

tree_measures as (
    select * from {{ ref('int_hobby__tree_measures') }}
),

coverage_measures as (
    select * from {{ ref('int_hobby__coverage_measures') }}
),

leaf_measures as (
    select * from {{ ref('int_hobby__leaf_measures') }}
),

id_measures as (
    select * from {{ ref('int_hobby__id_measures') }}
),

measures as (
    select
        measure,
        cast(measured as double) as measured
    from tree_measures
    union all
    select
        measure,
        measured
    from coverage_measures
    union all
    select
        measure,
        measured
    from leaf_measures
    union all
    select
        measure,
        measured
    from id_measures
),

thresholds as (
    {% for measure, bounds in hobby__taxonomy_thresholds().items() -%}
    select
        '{{ measure }}' as measure,
        {{ bounds[0] }} as lowest_value,
        {{ bounds[1] }} as highest_value,
        '{{ bounds[2] }}' as severity
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
),

final as (
    select
        cast(measures.measure as {{ dbt.type_string() }}) as measure,
        cast(thresholds.severity as {{ dbt.type_string() }}) as severity,
        round(measures.measured, 6) as measured_value,
        cast(thresholds.lowest_value as double) as lowest_value,
        cast(thresholds.highest_value as double) as highest_value,
        measures.measured between
        thresholds.lowest_value and thresholds.highest_value as is_healthy
    from measures
    inner join thresholds
        on measures.measure = thresholds.measure
)

select * from final
