-- depends_on: {{ ref('hobby__user_profiles') }}
{%- set settings = {
    'hobby__shop_name': hobby__shop_name(),
    'hobby__currency': var('hobby__currency') or 'unknown',
} -%}
{%- set names = [
    'hobby__lookback_days', 'hobby__labeller', 'hobby__judge', 'hobby__namer', 'hobby__min_fit_grade',
    'hobby__half_life_days', 'hobby__horizon_days', 'hobby__max_units',
    'hobby__show_sensitive_topics', 'hobby__profile_order',
    'hobby__min_confidence', 'hobby__min_profile_products',
    'hobby__max_profile_topics', 'hobby__min_audience_size',
    'hobby__min_accepted_share', 'hobby__min_matched_products',
    'hobby__persona_label_share', 'hobby__min_persona_affinity',
    'hobby__holdout_share', 'hobby__holdout_salt', 'hobby__suppress_days',
    'hobby__max_contacts', 'hobby__prospect_scope', 'hobby__max_prospects',
    'hobby__min_audience_events', 'hobby__max_audience_size',
    'hobby__max_failure_rate', 'hobby__persona_walk_error',
    'hobby__tree_max_depth', 'hobby__journey_assignment',
    'hobby__journey_gap_days', 'hobby__min_journey_events',
    'hobby__persona_labeller', 'hobby__share_purchases_with_llm',
    'hobby__min_journey_users', 'hobby__set_aside',
] -%}
{%- for name in names -%}
{%- do settings.update({name: var(name)}) -%}
{%- endfor -%}
{%- for name in hobby__scoring_constants() -%}
{%- do settings.update({'hobby__scoring.' ~ name: hobby__scoring(name)}) -%}
{%- endfor %}

with

settings as (
    {% for name, value in settings.items() -%}
    select
        '{{ name }}' as setting,
        '{{ dbt.escape_single_quotes(value | string) }}' as setting_value
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
),

final as (
    select {{ hobby__contract_columns() }}
    from settings
)

select * from final
