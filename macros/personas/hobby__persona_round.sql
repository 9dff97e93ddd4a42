{#-
    Users who are read in one of four rounds: DUSample (Gao et al., You Are What
    You Bought, SIGIR 2025). Round 1 is random; each other one takes the users
    whose personas p, as habits tell them so far, score highest in
    KL(p || q) + H(p), q being the personas of those read so far. The sum is
    the cross entropy - sum of p_k ln q_k, which is what is computed: how
    surprising the user is expected to be.

    That none represents a user is one of the outcomes, k = 0, with
    p_0 = product of (1 - p_k): without it every user would be expected to have a
    persona, and those with few purchases would never be read. Where the paper
    divides by zero, q is smoothed with one user an outcome,
    q_k = (n_k + 1) / (sum of n + outcomes), and p with a weight of 0.01 spread
    over all outcomes. With a budget of all users, round 1 takes them.
-#}
{% macro hobby__persona_round(number) -%}
    {%- if number == 1 -%}
with

users as (
    select * from {{ ref('int_hobby__persona_users') }}
),

budget as (
    select * from {{ ref('int_hobby__persona_budget') }}
),

final as (
    select
        users.user_number,
        1 as round_number
    from users
    cross join budget
    where
        users.user_number
        <= ceil(budget.label_count / {{
            '1.0' if var('hobby__persona_label_share') >= 1 else '4.0'
        }})
)
    {%- else -%}
        {{ _hobby__persona_round(number) }}
    {%- endif %}

select * from final
{%- endmacro %}

{% macro _hobby__persona_round(number) -%}
    {%- set count = hobby__persona_count() | int -%}
with

users as (
    select * from {{ ref('int_hobby__persona_users') }}
),

budget as (
    select * from {{ ref('int_hobby__persona_budget') }}
),

readings as (
    select * from {{ ref('int_hobby__persona_readings') }}
),

chosen as (
    {% for earlier in range(1, number) -%}
    select user_number from {{ ref('int_hobby__persona_round_' ~ earlier) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor -%}
),

labels as (
    select
        chosen.user_number,
        readings.persona_number
    from chosen
    inner join users
        on chosen.user_number = users.user_number
    left join readings
        on users.user_id = readings.user_id
),

{{ hobby__persona_odds('labels') }},

surprises as (
    select
        -ln(
            (count(*) - count(persona_number) + 1.0e0)
            / (count(*) + {{ count + 1 }})
        ) as s0
        {%- for k in range(1, count + 1) %},
        -ln(
            (count(case when persona_number = {{ k }} then 1 end) + 1.0e0)
            / (count(*) + {{ count + 1 }})
        ) as s{{ k }}
        {%- endfor %}
    from labels
),

chances as (
    select
        odds.user_number
        {%- for k in range(1, count + 1) %},
        {{ hobby__sigmoid('odds.h' ~ k) }} as p{{ k }}
        {%- endfor %}
    from odds
    inner join users
        on odds.user_number = users.user_number
    where not odds.is_read
),

outcomes as (
    select
        *,
        {% for k in range(1, count + 1) -%}
        (1.0e0 - p{{ k }}){{ ' * ' if not loop.last }}
        {%- endfor %} as p0
    from chances
),

scored as (
    select
        outcomes.user_number,
        (
            {%- for k in range(count + 1) %}
            (outcomes.p{{ k }} + {{ 0.01 / (count + 1) }}e0) * surprises.s{{ k }}
            {{- ' +' if not loop.last }}
            {%- endfor %}
        ) / (
            {%- for k in range(count + 1) %}
            outcomes.p{{ k }} +
            {%- endfor %} 0.01e0
        ) as surprise
    from outcomes
    cross join surprises
),

placed as (
    select
        scored.user_number,
        row_number() over (
            order by {{ hobby__round('scored.surprise', 9) }} desc, scored.user_number asc
        ) as place
    from scored
),

final as (
    select
        placed.user_number,
        {{ number }} as round_number
    from placed
    cross join budget
    where placed.place <= ceil(budget.label_count * {{ number }} / 4.0)
        - ceil(budget.label_count * {{ number - 1 }} / 4.0)
)
{%- endmacro %}
