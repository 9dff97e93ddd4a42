-- One interest, one line: of two relatives the less sure one leaves. Round by
-- round, topics that nothing surer beats are kept and beat their relatives, so
-- that what only lost to a topic that itself left comes back. What is still
-- open after the last round leaves.
{% set rounds = 5 -%}

with

relatives as (
    select * from {{ ref('int_hobby__profile_relatives') }}
),

open_0 as (
    select * from {{ ref('int_hobby__profile_candidates') }}
),

{% for round in range(rounds) -%}
{%- set open, kept = 'open_' ~ round, 'kept_' ~ round -%}
{{ kept }} as (
    select * from {{ open }}
    where not {{ hobby__is_beaten(open, by=open) }}
),

open_{{ round + 1 }} as (
    select {{ open }}.*
    from {{ open }}
    left join {{ kept }}
        on
            {{ open }}.user_id = {{ kept }}.user_id
            and {{ open }}.topic_id = {{ kept }}.topic_id
    where
        {{ kept }}.user_id is null
        and not {{ hobby__is_beaten(open, by=kept) }}
),

{% endfor -%}
final as (
    {% for round in range(rounds) -%}
    select * from kept_{{ round }}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}
)

-- As wide as the candidates it chooses from.
select * from final  -- noqa: AM04
