{% macro hobby__check_catalogue() -%}
    {#- Stops where the warehouse remembers the topics of another shop: these
        would stay, with names and places that are not this one's. Runs before
        the table of products is built anew. -#}
    {%- if not execute or flags.FULL_REFRESH
        or flags.WHICH not in ['build', 'run', 'retry'] -%}
        {%- do return('') -%}
    {%- endif -%}
    {%- set before = load_relation(this) -%}
    {%- if before is none or not hobby__built('int_hobby__topic_registry') -%}
        {%- do return('') -%}
    {%- endif -%}
    {%- set names %}
        with
        before as (select distinct product_name from {{ before }}),
        today as (
            select distinct product_name
            from {{ ref('stg_hobby__products_checked') }}
            where rejection_reason is null
        )
        select
            (select count(*) from before),
            (select count(*) from today),
            (
                select count(*) from today
                where product_name in (select product_name from before)
            )
    {%- endset -%}
    {%- set counts = run_query(names).rows[0] -%}
    {%- set smaller = [counts[0], counts[1]] | min -%}
    {%- if smaller >= 20 and counts[2] < 0.1 * smaller -%}
        {{ exceptions.raise_compiler_error(
            "This warehouse remembers the topics of another shop: of "
            ~ counts[0] ~ " product names there and " ~ counts[1]
            ~ " today, " ~ counts[2] ~ " are the same. Give this shop a file of"
            ~ " its own (`path` in profiles.yml, HOBBY_DUCKDB_PATH for the demo's"
            ~ " profile), or, if its topics are to take the place of the others,"
            ~ " run: dbt build --full-refresh"
        ) }}
    {%- endif -%}
{%- endmacro %}
