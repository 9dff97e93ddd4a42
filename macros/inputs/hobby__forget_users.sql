{% macro hobby__forget_users(users='') -%}
    {#- Deletes users who are left out from every table of earlier builds. It
        runs before anything else, so that a build that fails leaves none of them.

        users: SQL of the users read; else they are read from the files. -#}
    {%- if not execute or flags.WHICH not in ['build', 'run', 'retry'] -%}
        {%- do return('') -%}
    {%- endif -%}
    {%- set users = users or hobby__users_known() -%}
    {%- if not users -%}{%- do return('') -%}{%- endif -%}
    {%- set left_out %}
        select match_key from ({{ users }}) as users
        where rejection_reason is null and (is_deleted or not has_consent)
    {%- endset -%}
    {%- set removed = namespace(rows=0, tables=0) -%}
    {%- for relation in hobby__tables_of_users() -%}
        {%- set named %}
            {{ hobby__match_key('user_id') }} in ({{ left_out }})
        {%- endset -%}
        {%- set count = run_query(
            'select count(*) from ' ~ relation ~ ' where ' ~ named
        ).columns[0].values()[0] | int -%}
        {%- if count > 0 -%}
            {%- do run_query('delete from ' ~ relation ~ ' where ' ~ named) -%}
            {%- set removed.rows = removed.rows + count -%}
            {%- set removed.tables = removed.tables + 1 -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if removed.rows -%}
        {%- do log(
            'Removed ' ~ removed.rows ~ ' rows of users who are left out from '
            ~ removed.tables ~ ' tables of the last build', info=true
        ) -%}
        {%- do hobby__note_erasure() -%}
        {%- do hobby__commit() -%}
    {%- endif -%}
{%- endmacro %}

{% macro hobby__users_known() -%}
    {#- SQL of the users as the files tell now. A relation is read through the
        view of the last build: it may be a model that this build writes. -#}
    {%- if hobby__is_from_files('users') -%}
        {%- set columns = ['user_id', 'has_consent', 'deleted_at'] -%}
        {%- if not hobby__files_of('users', columns).get('relation', '')
            and not hobby__files_of('users', columns).get('problem') -%}
            {%- do return('') -%}
        {%- endif -%}
        {%- do return(hobby__users_read(quiet=true)) -%}
    {%- endif -%}
    {%- set built = hobby__built('stg_hobby__users_checked') -%}
    {%- do return('select * from ' ~ built if built else '') -%}
{%- endmacro %}

{% macro hobby__tables_of_users() -%}
    {#- This project's own tables and snapshots that hold a user_id. -#}
    {%- set relations = [] -%}
    {%- for node in graph.nodes.values()
        if node.package_name == 'hobby_profiles'
        and node.resource_type in ['model', 'snapshot'] -%}
        {%- set relation = adapter.get_relation(
            node.database, node.schema, node.alias
        ) -%}
        {%- if relation is not none and relation.type != 'view' -%}
            {%- do relations.append(relation) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do return(adapter.dispatch('hobby__with_users', 'hobby_profiles')(
        relations
    )) -%}
{%- endmacro %}

{% macro default__hobby__with_users(relations) -%}
    {%- set found = [] -%}
    {%- for relation in relations
        if 'user_id' in adapter.get_columns_in_relation(relation)
            | map(attribute='name') | map('lower') -%}
        {%- do found.append(relation) -%}
    {%- endfor -%}
    {%- do return(found) -%}
{%- endmacro %}

{% macro duckdb__hobby__with_users(relations) -%}
    {#- Asked of the catalogue at once: a table that another thread is making
        cannot be looked at, and needs not be. -#}
    {%- set held = run_query(
        "select schema_name || '.' || table_name from duckdb_columns()"
        ~ " where lower(column_name) = 'user_id'"
    ).columns[0].values() -%}
    {%- set found = [] -%}
    {%- for relation in relations
        if relation.schema ~ '.' ~ relation.identifier in held -%}
        {%- do found.append(relation) -%}
    {%- endfor -%}
    {%- do return(found) -%}
{%- endmacro %}
