-- depends_on: {{ ref('hobby__user_profiles') }}
{%- set names = [
    'hobby__shop_name',
    'hobby__lookback_days',
    'hobby__labeller',
    'hobby__judge',
    'hobby__namer',
    'hobby__min_fit_grade',
    'hobby__half_life_days',
    'hobby__audience_recency_weight',
    'hobby__audience_frequency_weight',
    'hobby__audience_monetary_weight',
    'hobby__profile_frequency_weight',
    'hobby__profile_spend_share_weight',
    'hobby__profile_product_weight',
    'hobby__profile_tenure_weight',
    'hobby__profile_engagement_weight',
    'hobby__ubiquity_discount',
    'hobby__min_profile_events',
    'hobby__min_profile_products',
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
