{% macro hobby__allowed_ranges() -%}
    {#- Settings that are numbers: [lowest, highest] allowed. -#}
    {%- do return({
        'hobby__max_user_share': [0, 1],
        'hobby__min_accepted_share': [0, 1],
        'hobby__min_matched_products': [0, 1],
        'hobby__min_matched_users': [0, 1],
        'hobby__lookback_days': [1, 36500],
        'hobby__max_labels': [1, 10],
        'hobby__min_relevance': [0, 1],
        'hobby__min_certainty': [0, 1],
        'hobby__label_budget': [0.001, 1],
        'hobby__min_fit_grade': [1, 5],
        'hobby__half_life_days': [1, 36500],
        'hobby__max_units': [1, 1000000],
        'hobby__horizon_days': [1, 3650],
        'hobby__max_prospects': [1, 1000000000],
        'hobby__min_confidence': [0, 1],
        'hobby__min_profile_products': [1, 1000],
        'hobby__max_profile_topics': [1, 1000],
        'hobby__min_audience_events': [1, 1000],
        'hobby__min_audience_size': [1, 1000000],
        'hobby__max_audience_size': [1, 1000000000],
        'hobby__max_failure_rate': [0, 1],
    }) -%}
{%- endmacro %}
