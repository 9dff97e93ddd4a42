{% macro hobby__check_llm() -%}
    {#- Stops the run before anything is built if a language model is switched
        on and cannot be asked. Python looks at the key, so that it never comes
        near Jinja or an artefact of dbt. Without the plugin, the first model
        that asks says the same. -#}
    {%- set switched_on = [] -%}
    {%- for name in ['labeller', 'judge', 'namer', 'synonym_check',
                     'coherence_check', 'journey_namer', 'attribute_tagger',
                     'persona_labeller', 'journey_expander'] -%}
        {%- if var('hobby__' ~ name) == 'openai' -%}
            {%- do switched_on.append(name) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if var('hobby__persona_labeller') == 'openai'
        and var('hobby__share_purchases_with_llm') is not sameas true -%}
        {{ exceptions.raise_compiler_error(
            "hobby__persona_labeller is openai, but hobby__share_purchases_with_llm "
            ~ "is not true. To read personas, the names of up to 40 products that each "
            ~ "user to be read bought, and how often, would leave the house for "
            ~ var('hobby__llm_base_url') ~ ": no ids, dates, amounts or sensitive "
            ~ "products. Set hobby__share_purchases_with_llm: true if that is "
            ~ "allowed, or hobby__persona_labeller: embedded."
        ) }}
    {%- endif -%}
    {%- if not switched_on or target.type != 'duckdb'
        or not hobby__has_function('hobby_llm_problem') -%}
        {%- do return('') -%}
    {%- endif -%}
    {%- set settings = {} -%}
    {%- for name in ['api_key_env', 'base_url', 'endpoint_kind', 'model',
                     'max_cost_usd', 'max_failed_share', 'prices_file',
                     'temperature', 'items_per_request', 'max_concurrency',
                     'timeout_seconds'] -%}
        {%- do settings.update({'llm_' ~ name: var('hobby__llm_' ~ name)}) -%}
    {%- endfor -%}
    {%- set problem = run_query(
        "select hobby_llm_problem('"
        ~ dbt.escape_single_quotes(tojson(settings)) ~ "')"
    ).columns[0].values()[0] -%}
    {%- if problem -%}
        {{ exceptions.raise_compiler_error(problem) }}
    {%- endif -%}
{%- endmacro %}
