{% macro hobby__check_llm() -%}
    {#- Stops the run before anything is built if a language model is switched
        on and cannot be asked. Python looks at the key, so that it never comes
        near Jinja or an artefact of dbt. Without the plugin, the first model
        that asks says the same. -#}
    {%- set switched_on = [] -%}
    {%- for name in ['labeller', 'judge', 'namer', 'synonym_check',
                     'coherence_check', 'journey_namer', 'attribute_tagger'] -%}
        {%- if var('hobby__' ~ name) == 'openai' -%}
            {%- do switched_on.append(name) -%}
        {%- endif -%}
    {%- endfor -%}
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
