-- depends_on: {{ ref('hobby__user_profiles') }}
{%- set names = [
    'hobby__shop_name',
    'hobby__lookback_days',
    'hobby__labeller',
    'hobby__judge',
    'hobby__namer',
    'hobby__min_fit_grade',
    'hobby__half_life_days',
    'hobby__horizon_days',
    'hobby__thin_topic_users',
    'hobby__ubiquity_discount',
    'hobby__min_profile_events',
    'hobby__min_profile_products',
    'hobby__lift_prior',
    'hobby__min_profile_support',
    'hobby__replenishment_discount',
    'hobby__burst_discount',
    'hobby__ended_discount',
    'hobby__profile_similarity_discount',
    'hobby__profile_sibling_discount',
    'hobby__max_profile_reach',
    'hobby__profile_reach_prior',
    'hobby__max_profile_candidates',
    'hobby__max_profile_topics',
    'hobby__max_profile_topics_per_branch',
] %}

with

settings as (
    {% for name in names -%}
    select
        '{{ name }}' as setting,
        '{{ dbt.escape_single_quotes(var(name) | string) }}' as setting_value
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
),

final as (
    select
        cast(setting as {{ dbt.type_string() }}) as setting,
        cast(setting_value as {{ dbt.type_string() }}) as setting_value
    from settings
)

select * from final
