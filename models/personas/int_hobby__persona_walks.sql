{% set steps = hobby__scoring('persona_walk_steps') -%}
{% set count = hobby__persona_count() | int -%}
{% set rarity = hobby__scoring('persona_rarity') -%}

with

users as (
    select * from {{ ref('int_hobby__persona_users') }}
),

labels as (
    select * from {{ ref('int_hobby__persona_labels') }}
),

personas as (
    select * from {{ ref('stg_hobby__personas') }}
),

{{ hobby__persona_walk(
    'labels',
    ref('int_hobby__persona_edges'),
    ref('int_hobby__persona_weights'),
    ref('int_hobby__persona_nodes'),
    count,
    steps,
    var('hobby__persona_walk_error')
) }},

label_counts as (
    select count(distinct user_number) as label_count
    from labels
),

priors as (
    select
        personas.persona_id,
        personas.persona_number,
        (count(labels.user_number) + 1.0e0)
        / (max(label_counts.label_count) + 2.0e0) as prior
    from personas
    cross join label_counts
    left join labels
        on personas.persona_number = labels.persona_number
    group by personas.persona_id, personas.persona_number
),

-- Back to a row a persona, with its share among those of the neighbourhood who
-- were read, shrunk towards the shop's.
shares as (
    select
        walked.user_number,
        priors.persona_id,
        priors.prior,
        walked.p0 as read_share,
        (
            case priors.persona_number
                {%- for k in range(1, count + 1) %}
                when {{ k }} then walked.p{{ k }}
                {%- endfor %}
            end + priors.prior * {{ hobby__scoring('persona_walk_prior') }}
        ) / (walked.p0 + {{ hobby__scoring('persona_walk_prior') }}) as share
    from walk_{{ steps }} as walked
    cross join priors
    where walked.p0 > 0
),

-- The rarer a persona, the less it takes: log odds beyond its own.
final as (
    select
        users.user_id,
        shares.persona_id,
        shares.read_share,
        {{ hobby__score(hobby__sigmoid(
            hobby__logit('least(greatest(shares.share, 1.0e-9), 1 - 1.0e-9)')
            ~ ' - ' ~ rarity ~ ' * ' ~ hobby__logit('shares.prior')
        )) }} as affinity
    from shares
    inner join users
        on shares.user_number = users.user_number
)

select * from final
