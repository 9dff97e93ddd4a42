{%- set families = ['tree', 'overlap', 'coverage', 'reach', 'id', 'reading'] -%}

with

measures as (
    {% for family in families -%}
    select
        measure,
        cast(measured as double) as measured
    from {{ ref('int_hobby__' ~ family ~ '_measures') }}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
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
        measures.measure,
        thresholds.severity,
        round(measures.measured, 6) as measured_value,
        thresholds.lowest_value,
        thresholds.highest_value,
        measures.measured between
        thresholds.lowest_value and thresholds.highest_value as is_healthy
    from measures
    inner join thresholds
        on measures.measure = thresholds.measure
)

select * from final
