{#-
    F1 over pairs of user and persona, of what the walk says of users who were
    read as if they had not been, beside the commonest persona for everybody. The
    lower end of their difference's 95% interval is by linearisation over users.
-#}
with

pairs as (
    select * from {{ ref('int_hobby__persona_odds') }}
    where is_read
),

trials as (
    select * from {{ ref('int_hobby__persona_trials') }}
),

-- Each half by what was found on the other.
told as (
    select
        pairs.user_number,
        pairs.has_persona,
        case
            when
                {{ hobby__round(
                    'pairs.habit_odds'
                    ~ ' + trials.product_weight * pairs.product_lift', 9
                ) }} >= trials.least_log_odds
                then 1
            else 0
        end as is_said,
        case
            when pairs.persona_number = trials.commonest_persona_number then 1
            else 0
        end as is_commonest
    from pairs
    inner join trials
        on trials.half = 1 - (
            pairs.user_number - 2 * cast(
                floor(pairs.user_number / 2.0e0) as {{ dbt.type_int() }}
            )
        )
),

users as (
    select
        user_number,
        sum(has_persona) as right_count,
        sum(is_said) as said_count,
        sum(is_said * has_persona) as hit_count,
        sum(is_commonest * has_persona) as commonest_hit_count
    from told
    group by user_number
),

totals as (
    select
        count(*) as user_count,
        sum(said_count) as said_count,
        sum(hit_count) as hit_count,
        coalesce(sum(said_count + right_count), 0) as either_count,
        coalesce(sum(1 + right_count), 0) as commonest_either_count,
        {{ hobby__ratio(
            '2 * sum(hit_count)', 'sum(said_count + right_count)'
        ) }} as walk_f1,
        {{ hobby__ratio(
            '2 * sum(commonest_hit_count)', 'sum(1 + right_count)'
        ) }} as commonest_f1
    from users
),

parts as (
    select
        {{ hobby__ratio(
            '2 * users.hit_count - totals.walk_f1'
            ~ ' * (users.said_count + users.right_count)',
            'totals.either_count'
        ) }} - {{ hobby__ratio(
            '2 * users.commonest_hit_count - totals.commonest_f1'
            ~ ' * (1 + users.right_count)',
            'totals.commonest_either_count'
        ) }} as difference
    from users
    cross join totals
),

spread as (
    select
        sqrt(coalesce(sum(cast(difference * difference as decimal(38, 18))), 0))
            as standard_error
    from parts
),

final as (
    select
        totals.user_count,
        totals.walk_f1,
        totals.commonest_f1,
        {{ hobby__ratio('totals.hit_count', 'totals.said_count') }}
            as precision_share,
        totals.walk_f1 - totals.commonest_f1
        - 1.96e0 * cast(spread.standard_error as double) as gain_low,
        totals.walk_f1 - totals.commonest_f1
        > 1.96e0 * cast(spread.standard_error as double) as is_used
    from totals
    cross join spread
)

select * from final
