{#-
    CTEs that end with odds: one row per user, and for each persona k the log odds
    h<k> that the user has it by their habits, and the difference a<k> that their
    products and topics make. Of users who were read (is_read) both are told by the
    others.

    labels: relation as in hobby__persona_walk.

    Users walk to others who buy as often, as dear, as much on discount or as
    varied (int_hobby__persona_places) and, by another walk, to those with the same
    products and topics. Each walk ends in a share of users with the persona, drawn
    to the share q<k> among all who were read, and adds its difference from the log
    odds of q<k> (naive Bayes). Habits go together, so that each of the four counts
    half. The rarer a persona, the less it takes: by `persona_rarity`.
-#}
{% macro hobby__persona_odds(labels) -%}
    {%- set count = hobby__persona_count() | int -%}
    {%- set steps = hobby__scoring('persona_walk_steps') -%}
    {%- set prior = hobby__scoring('persona_walk_prior') -%}
{{ hobby__persona_walk(
    labels,
    ref('int_hobby__persona_edges'),
    ref('int_hobby__persona_weights'),
    ref('int_hobby__persona_nodes'),
    count,
    steps,
    var('hobby__persona_walk_error')
) }},

persona_priors as (
    select
        {%- for k in range(1, count + 1) %}
        (coalesce(sum(p{{ k }}), 0.0e0) + 1.0e0)
        / (coalesce(sum(p0), 0.0e0) + 2.0e0) as q{{ k }}{{ ',' if not loop.last }}
        {%- endfor %}
    from walk_0
),

place_sums as (
    select
        places.habit,
        places.place
        {%- for k in range(count + 1) %},
        sum(walk_0.p{{ k }}) as p{{ k }}
        {%- endfor %}
    from {{ ref('int_hobby__persona_places') }} as places
    inner join walk_0
        on places.user_number = walk_0.user_number
    group by places.habit, places.place
),

-- Decimals, so that sums do not depend on the order of rows.
habit_odds as (
    select
        places.user_number
        {%- for k in range(1, count + 1) %}
        {%- set share = _hobby__persona_share(
            'coalesce(sums.p' ~ k ~ ', 0.0e0) - coalesce(own.p' ~ k ~ ', 0.0e0)',
            'coalesce(sums.p0, 0.0e0) - coalesce(own.p0, 0.0e0)',
            'priors.q' ~ k, prior ~ ' * places.user_count'
        ) %},
        sum(cast(
            {{ hobby__logit(share) }} - {{ hobby__logit('priors.q' ~ k) }}
            as decimal(18, 9)
        )) as h{{ k }}
        {%- endfor %}
    from {{ ref('int_hobby__persona_places') }} as places
    cross join persona_priors as priors
    left join place_sums as sums
        on places.habit = sums.habit and places.place = sums.place
    left join walk_0 as own
        on places.user_number = own.user_number
    group by places.user_number
),

odds as (
    select
        habit_odds.user_number,
        own.user_number is not null as is_read
        {%- for k in range(1, count + 1) %}
        {%- set share = _hobby__persona_share(
            'coalesce(walked.p' ~ k ~ ', 0.0e0)', 'coalesce(walked.p0, 0.0e0)',
            'priors.q' ~ k, prior
        ) %},
        {{ hobby__logit('priors.q' ~ k) }}
        * (1.0e0 - {{ hobby__scoring('persona_rarity') }})
        + cast(habit_odds.h{{ k }} as double) / 2.0e0 as h{{ k }},
        {{ hobby__logit(share) }} - {{ hobby__logit('priors.q' ~ k) }} as a{{ k }}
        {%- endfor %}
    from habit_odds
    cross join persona_priors as priors
    left join walk_{{ steps }} as walked
        on habit_odds.user_number = walked.user_number
    left join walk_0 as own
        on habit_odds.user_number = own.user_number
)
{%- endmacro %}

{% macro _hobby__persona_share(hits, read, prior, weight) -%}
    {#- A share drawn to a prior, inside (0,1) also where arithmetic is rounded. -#}
    least(greatest(
        ({{ hits }} + {{ prior }} * {{ weight }}) / ({{ read }} + {{ weight }}),
        1.0e-9
    ), 1.0e0 - 1.0e-9)
{%- endmacro %}
