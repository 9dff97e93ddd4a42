with

users as (
    select * from {{ ref('int_hobby__persona_users') }}
),

odds as (
    select * from {{ ref('int_hobby__persona_odds') }}
    where not is_read
),

trials as (
    select * from {{ ref('int_hobby__persona_trials') }}
    where half = 2
),

-- Where it is no better than the commonest persona for everybody, none.
trust as (
    select * from {{ ref('int_hobby__persona_trust') }}
    where is_used
),

weighed as (
    select
        odds.user_number,
        odds.persona_id,
        {{ hobby__round(
            'odds.habit_odds + trials.product_weight * odds.product_lift', 9
        ) }} as log_odds,
        trials.least_log_odds,
        trust.precision_share
    from odds
    cross join trials
    cross join trust
),

final as (
    select
        users.user_id,
        weighed.persona_id,
        weighed.precision_share,
        {{ hobby__score(hobby__sigmoid('weighed.log_odds')) }} as affinity
    from weighed
    inner join users
        on weighed.user_number = users.user_number
    where weighed.log_odds >= weighed.least_log_odds
)

select * from final
