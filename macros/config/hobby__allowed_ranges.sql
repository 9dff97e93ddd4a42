{% macro hobby__allowed_ranges() -%}
    {#- Settings that are numbers: [lowest, highest] allowed. -#}
    {%- do return({
        'hobby__lookback_days': [1, 36500],
        'hobby__max_labels': [1, 10],
        'hobby__min_relevance': [0, 1],
        'hobby__label_budget': [0.001, 1],
        'hobby__min_fit_grade': [1, 5],
        'hobby__half_life_days': [1, 36500],
        'hobby__audience_recency_weight': [0, 1000],
        'hobby__audience_frequency_weight': [0, 1000],
        'hobby__audience_monetary_weight': [0, 1000],
        'hobby__profile_frequency_weight': [0, 1000],
        'hobby__profile_spend_share_weight': [0, 1000],
        'hobby__profile_product_weight': [0, 1000],
        'hobby__profile_tenure_weight': [0, 1000],
        'hobby__profile_engagement_weight': [0, 1000],
        'hobby__ubiquity_discount': [0, 1],
        'hobby__min_profile_events': [1, 1000],
        'hobby__min_profile_products': [1, 1000],
        'hobby__max_profile_candidates': [1, 1000],
        'hobby__max_profile_topics': [1, 1000],
        'hobby__max_profile_topics_per_branch': [1, 1000],
        'hobby__min_audience_events': [1, 1000],
        'hobby__max_audience_size': [1, 1000000000],
    }) -%}
{%- endmacro %}
