{#-
    CTEs of a random walk that tells the personas of users who were not read
    from those who were: walk_0 to walk_<steps>, one row per user that it
    reaches, one column a persona, p1, p2, ..., and p0 for "was read".

    labels: relation (user_number, persona_number), a row per user read and
        persona of theirs; persona_number is null where the user has none.
    edges: relation (user_number, node_number).
    users: relation (user_number, node_weight, own_weight): sums over the user's
        nodes of their weights, and of weight / user_count: what of a node is the
        user's own. nodes: relation (node_number, user_count, node_weight).
    persona_count: columns. steps: L. error: epsilon.

    A step goes from users to nodes, each node taking the mean over all its
    users, and back, each user taking the mean of their nodes by weight; before
    the last step users who were read keep what was read. So p0 is the share of a
    user's neighbourhood that was read, and pk / p0 the share of those who have
    persona k. From users who were read what the last step brings back of their
    own is taken away: the walk tells them as if they had not been read (exactly
    so with one step).

    Error with epsilon > 0. At each of the 2L half steps entries below
    d = epsilon / 2L are taken for 0, which changes an entry by less than d. A
    half step takes means (weights from 0 up, of sum 1; what is kept is copied),
    so that it never makes the largest error of its input larger: if all inputs
    are off by at most e, a mean is off by at most e. With the first half step's
    input exact, the error after j half steps is at most j d by induction, hence
    at most 2L d = epsilon after all. Taking the user's own away is exact, and
    what falls below 0 by it is set to 0, which is nearer to a share.
-#}
{% macro hobby__persona_walk(
    labels, edges, users, nodes, persona_count, steps=1, error=0
) -%}
    {%- set least = error / (2 * steps) -%}
walk_0 as (
    select
        user_number,
        1.0e0 as p0
        {%- for k in range(1, persona_count + 1) %},
        max(case when persona_number = {{ k }} then 1.0e0 else 0.0e0 end)
            as p{{ k }}
        {%- endfor %}
    from {{ labels }}
    group by user_number
),
{%- for step in range(1, steps + 1) %}
{%- set loop_last = loop.last %}

walk_to_nodes_{{ step }} as (
    select
        edges.node_number
        {%- for k in range(persona_count + 1) %},
        sum(walk.p{{ k }}) as p{{ k }}
        {%- endfor %}
    from {{ edges }} as edges
    inner join walk_{{ step - 1 }} as walk
        on edges.user_number = walk.user_number
    group by edges.node_number
),

walk_nodes_{{ step }} as (
    select
        sums.node_number
        {%- for k in range(persona_count + 1) %},
        {{ _hobby__walk_entry(
            'sums.p' ~ k ~ ' / nodes.user_count', least
        ) }} * nodes.node_weight as p{{ k }}
        {%- endfor %}
    from walk_to_nodes_{{ step }} as sums
    inner join {{ nodes }} as nodes
        on sums.node_number = nodes.node_number
    {%- if error > 0 %}
    where sums.p0 / nodes.user_count >= {{ least }}
    {%- endif %}
),

walk_to_users_{{ step }} as (
    select
        edges.user_number
        {%- for k in range(persona_count + 1) %},
        sum(nodes.p{{ k }}) as p{{ k }}
        {%- endfor %}
    from {{ edges }} as edges
    inner join walk_nodes_{{ step }} as nodes
        on edges.node_number = nodes.node_number
    group by edges.user_number
),

walk_{{ step }} as (
    select
        sums.user_number
        {%- for k in range(persona_count + 1) %}
        {%- set share = _hobby__walk_entry(
            'sums.p' ~ k ~ ' / users.node_weight', least
        ) %},
        {% if loop_last -%}
        greatest(
            {{ share }}
            - coalesce(kept.p{{ k }}, 0.0e0)
            * users.own_weight / users.node_weight,
            0.0e0
        ) as p{{ k }}
        {%- else -%}
        {{ share }} as p{{ k }}
        {%- endif %}
        {%- endfor %}
    from walk_to_users_{{ step }} as sums
    inner join {{ users }} as users
        on sums.user_number = users.user_number
    left join walk_0 as kept
        on sums.user_number = kept.user_number
    {%- if not loop_last %}
    where kept.user_number is null
    union all
    select * from walk_0
    {%- endif %}
){{ ',' if not loop_last }}
{%- endfor %}
{%- endmacro %}

{% macro _hobby__walk_entry(share, least) -%}
    {#- A share, or 0 where it is too small to count. -#}
    {%- if least > 0 -%}
        case when {{ share }} < {{ least }} then 0.0e0 else {{ share }} end
    {%- else -%}
        {{ share }}
    {%- endif -%}
{%- endmacro %}
