{% macro hobby__note_erasure() -%}
    {#- Remembers that the file of the database has to be written anew, until
        that is done: a deleted row stays in its bytes. -#}
    {%- if target.type == 'duckdb' -%}
        {%- do run_query(
            'create schema if not exists ' ~ hobby__schema_of_erasure()
        ) -%}
        {%- do run_query(
            'create table if not exists ' ~ hobby__schema_of_erasure()
            ~ '.hobby__erasure_pending (noted_at timestamp)'
        ) -%}
    {%- endif -%}
{%- endmacro %}

{% macro hobby__schema_of_erasure() -%}
    {%- do return(adapter.quote(hobby__node('stg_hobby__events').schema)) -%}
{%- endmacro %}

{% macro hobby__note_vanished_users() -%}
    {#- Notes an erasure where users of the last build are in the shop's events
        no more. Runs before the table is built anew. -#}
    {%- if not execute or target.type != 'duckdb' -%}{%- do return('') -%}{%- endif -%}
    {%- set before = load_relation(this) -%}
    {%- if before is none -%}{%- do return('') -%}{%- endif -%}
    {%- set vanished = run_query(
        'select count(*) from (select user_id from ' ~ before
        ~ ' except select user_id from ' ~ ref('stg_hobby__events_screened')
        ~ ') as vanished'
    ).columns[0].values()[0] | int -%}
    {%- if vanished -%}{%- do hobby__note_erasure() -%}{%- endif -%}
{%- endmacro %}

{% macro hobby__finish_erasure() -%}
    {#- Has the plugin write the file anew when the build is over, and remove
        pages that may still name someone. -#}
    {%- if not execute or target.type != 'duckdb'
        or flags.WHICH not in ['build', 'run', 'retry']
        or not hobby__has_function('hobby_erase_when_over') -%}
        {%- do return('') -%}
    {%- endif -%}
    {%- if run_query(
        "select count(*) from duckdb_tables() where table_name ="
        ~ " 'hobby__erasure_pending' and database_name = current_database()"
    ).columns[0].values()[0] -%}
        {%- do run_query(
            "select hobby_erase_when_over('" ~ target.path ~ "')"
        ) -%}
    {%- endif -%}
{%- endmacro %}
