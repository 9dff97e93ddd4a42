-- One interest, one line: of two relatives the less sure one leaves. Round by
-- round, topics that nothing surer beats are kept and beat their relatives, so
-- that what only lost to a topic that itself left comes back. What is still
-- open after the last round leaves.
{% set rounds = 5 -%}
{% set steps = 2 * rounds - 3 -%}

with

candidates as (
    select * from {{ ref('int_hobby__profile_candidates') }}
),

relatives as (
    select * from {{ ref('int_hobby__profile_relatives') }}
),

lesser as (
    select distinct
        user_id,
        lesser_topic_id as topic_id
    from relatives
),

-- Open after the first round: all that is surer has lost to something, too.
open_topics as (
    select
        relatives.user_id,
        relatives.lesser_topic_id as topic_id
    from relatives
    left join lesser
        on
            relatives.user_id = lesser.user_id
            and relatives.better_topic_id = lesser.topic_id
    group by relatives.user_id, relatives.lesser_topic_id
    having count(*) = count(lesser.topic_id)
),

candidate_bits as (
    select
        user_id,
        topic_id,
        cast(power(2.0e0, candidate_rank - 1) as {{ dbt.type_bigint() }})
            as topic_bit
    from candidates
),

step_0 as (
    select
        open_topics.user_id,
        open_topics.topic_id,
        own.topic_bit,
        bit_or(better.topic_bit) as surer_bits,
        cast(0 as {{ dbt.type_bigint() }}) as bits
    from open_topics
    inner join relatives
        on
            open_topics.user_id = relatives.user_id
            and open_topics.topic_id = relatives.lesser_topic_id
    inner join candidate_bits as own
        on
            open_topics.user_id = own.user_id
            and open_topics.topic_id = own.topic_id
    inner join candidate_bits as better
        on
            relatives.user_id = better.user_id
            and relatives.better_topic_id = better.topic_id
    group by open_topics.user_id, open_topics.topic_id, own.topic_bit
),

-- A round is two steps: topics that nothing kept beats stay open, those that
-- nothing open beats are kept. Sets of a user's topics are bits of a number: a
-- join would name the step before twice, and Spark plans what is named anew.
{% for step in range(1, steps + 1) -%}
step_{{ step }} as (
    select
        user_id,
        topic_id,
        topic_bit,
        surer_bits,
        bit_or(case when surer_bits & bits = 0 then topic_bit else 0 end)
            over (partition by user_id)
            as bits
    from step_{{ step - 1 }}
),

{% endfor -%}
final as (
    select candidates.*
    from candidates
    left join lesser
        on
            candidates.user_id = lesser.user_id
            and candidates.topic_id = lesser.topic_id
    left join step_{{ steps }} as last_step
        on
            candidates.user_id = last_step.user_id
            and candidates.topic_id = last_step.topic_id
    where
        lesser.topic_id is null
        or last_step.surer_bits & last_step.bits = 0
)

-- As wide as the candidates it chooses from.
select * from final  -- noqa: AM04
