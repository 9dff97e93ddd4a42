{% macro hobby__check_clock() -%}
    {#- Stops a build that looks from an earlier day than the last one did, where
        no setting asks for it: with a clock set back, or an old copy of the
        events, what is known of users would be taken away again. -#}
    {%- if not execute or flags.FULL_REFRESH
        or flags.WHICH not in ['build', 'run', 'retry']
        or var('hobby__as_of_date') or var('hobby__allow_earlier_as_of') -%}
        {%- do return('') -%}
    {%- endif -%}
    {%- set last_events = hobby__built('stg_hobby__events') -%}
    {%- if last_events is none -%}{%- do return('') -%}{%- endif -%}
    {%- set now = run_query('select as_of_date from ' ~ this).rows[0][0] | string -%}
    {%- set later = " where event_date > cast('" ~ now ~ "' as date)" -%}
    {%- if not run_query(
        'select count(*) from ' ~ last_events ~ later
    ).columns[0].values()[0] -%}
        {%- do return('') -%}
    {%- endif -%}
    {#- Who was erased takes days along, and another shop has its own. -#}
    {%- set seen = run_query(
        'select count(*), max(event_date) from ' ~ last_events
        ~ later ~ ' and user_id in (select user_id from '
        ~ ref('stg_hobby__events_typed') ~ ')'
    ).rows[0] -%}
    {%- if seen[0] -%}
        {{ exceptions.raise_compiler_error(
            "This build would look from " ~ now ~ ", but the last one read events"
            ~ " up to " ~ seen[1] ~ "; of those after " ~ now ~ ", " ~ seen[0]
            ~ " are of people who are still in the events. By this machine's"
            ~ " clock it is " ~ run_started_at.strftime('%Y-%m-%d') ~ ". The tables"
            ~ " of users stay as the last build left them. Set the clock right, or bring the newest"
            ~ " events, and build again. If the earlier day is meant, name it in"
            ~ " hobby__as_of_date, set hobby__allow_earlier_as_of: true for this"
            ~ " build, or run: dbt build --full-refresh"
        ) }}
    {%- endif -%}
{%- endmacro %}
