{% macro hobby__input_columns(relation) -%}
    {#- The columns of an input: {name: {name as quoted, family of its type}}.
        'Product ID' is found as product_id. -#}
    {%- do return(adapter.dispatch('hobby__input_columns', 'hobby_profiles')(
        relation
    )) -%}
{%- endmacro %}

{% macro default__hobby__input_columns(relation) -%}
    {%- set columns = {} -%}
    {%- for column in get_columns_in_query('select * from ' ~ relation) -%}
        {%- do columns.update({
            hobby__column_name(column):
                {'name': adapter.quote(column), 'family': ''}
        }) -%}
    {%- endfor -%}
    {%- do return(columns) -%}
{%- endmacro %}

{% macro duckdb__hobby__input_columns(relation) -%}
    {%- set families = {
        'VARCHAR': 'text', 'ENUM': 'text', 'BLOB': 'blob', 'BOOLEAN': 'boolean',
        'DOUBLE': 'float', 'FLOAT': 'float', 'DECIMAL': 'decimal',
        'TINYINT': 'integer', 'SMALLINT': 'integer', 'INTEGER': 'integer',
        'BIGINT': 'integer', 'HUGEINT': 'integer', 'UTINYINT': 'integer',
        'USMALLINT': 'integer', 'UINTEGER': 'integer', 'UBIGINT': 'integer',
        'UHUGEINT': 'integer', 'DATE': 'timestamp', 'TIMESTAMP': 'timestamp',
        'TIMESTAMP_S': 'timestamp', 'TIMESTAMP_MS': 'timestamp',
        'TIMESTAMP_NS': 'timestamp', 'TIMESTAMP WITH TIME ZONE': 'instant',
        'UUID': 'other', '"NULL"': 'other',
    } -%}
    {%- set columns = {} -%}
    {%- set described = run_query('describe select * from ' ~ relation) -%}
    {%- for row in described.rows -%}
        {%- set type = row[1] | string -%}
        {%- set family = 'list' if type.endswith('VARCHAR[]')
            else families.get(type.split('(')[0] | trim, 'nested') -%}
        {%- do columns.update({
            hobby__column_name(row[0]):
                {'name': adapter.quote(row[0]), 'family': family, 'type': type}
        }) -%}
    {%- endfor -%}
    {%- do return(columns) -%}
{%- endmacro %}

{% macro hobby__column_name(column) -%}
    {%- do return(
        column | trim | lower | replace(' ', '_') | replace('-', '_')
    ) -%}
{%- endmacro %}
