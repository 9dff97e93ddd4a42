{% macro hobby__allowed_values() -%}
    {#- Settings that take one of a few words. -#}
    {%- do return({
        'hobby__csv_encoding': ['', 'utf-8', 'utf-16', 'latin-1'],
        'hobby__decimal_mark': ['', '.', ','],
        'hobby__date_order': ['', 'day_first', 'month_first'],
        'hobby__language': ['english', 'multilingual'],
        'hobby__labeller': ['embedded', 'openai'],
        'hobby__judge': ['embedded', 'openai'],
        'hobby__namer': ['embedded', 'openai'],
        'hobby__synonym_check': ['embedded', 'openai'],
        'hobby__coherence_check': ['embedded', 'openai'],
        'hobby__journey_namer': ['embedded', 'openai'],
        'hobby__attribute_tagger': ['embedded', 'openai'],
        'hobby__persona_labeller': ['embedded', 'openai'],
        'hobby__journey_expander': ['embedded', 'openai'],
        'hobby__llm_endpoint_kind': ['openai', 'azure'],
        'hobby__llm_structured_output': ['json_schema', 'json_object', 'plain'],
        'hobby__llm_mode': ['live', 'batch'],
        'hobby__prospect_scope': ['collections', 'all'],
        'hobby__journey_assignment': ['hard', 'soft'],
        'hobby__profile_order': ['identity', 'alive', 'balanced'],
    }) -%}
{%- endmacro %}
