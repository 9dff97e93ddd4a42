{% macro hobby__state_health() -%}
    {#- Prints how well the inputs could be used, and for each measure below its
        threshold what to do; the data test on the table then stops the build. -#}
    {%- if not execute -%}{%- do return('') -%}{%- endif -%}
    {%- set counts = run_query(
        'select row_count, accepted_count, matched_count, in_events, in_users,'
        ~ ' in_both from ' ~ ref('stg_hobby__input_counts')
    ).rows[0] -%}
    {%- set stated = 'Input health: ' ~ counts[1] ~ ' of ' ~ counts[0]
        ~ ' events accepted, ' ~ counts[2] ~ ' of them of known products; '
        ~ counts[3] ~ ' users in events, ' ~ counts[4]
        ~ ' with consent in the users table, ' ~ counts[5] ~ ' in both' -%}
    {%- do log(stated, info=true) -%}
    {%- for row in run_query(
        'select measure, measured_value, lowest_value from ' ~ this
        ~ ' where not is_healthy order by measure'
    ).rows -%}
        {%- do log(
            'Input health: ' ~ row[0] ~ ' is ' ~ row[1] | round(4)
            ~ ', below hobby__min_' ~ row[0] ~ ' (' ~ row[2] ~ '). '
            ~ hobby__cure_of(row[0]), info=true
        ) -%}
    {%- endfor -%}
{%- endmacro %}

{% macro hobby__cure_of(measure) -%}
    {%- if measure != 'accepted_share' -%}
        {%- set what = measure.split('_')[1] -%}
        {%- do return(
            'Compare how the ids of ' ~ what ~ ' are written in the table of '
            ~ what ~ ' and in the events (case, zeros in front, prefixes), or'
            ~ ' whether one of the tables is old.'
        ) -%}
    {%- endif -%}
    {%- set reasons = [] -%}
    {%- for row in run_query(
        'select reason, count(*) as row_count from '
        ~ ref('stg_hobby__events_checked')
        ~ " where outcome = 'rejected' group by reason"
        ~ ' order by row_count desc, reason limit 3'
    ).rows -%}
        {%- do reasons.append(row[0] ~ ' ' ~ row[1]) -%}
    {%- endfor -%}
    {%- do return(
        'Rejected: ' ~ reasons | join(', ') ~ '. docs/your-own-tables.md says'
        ~ ' what each reason means; marts.hobby__rejected_rows has an example.'
    ) -%}
{%- endmacro %}
