{#- Habits speak at their ends, so that places are finer there. -#}
{% set habits = ['cadence', 'discount', 'price_level', 'variety'] -%}
{% set edges = [0.05, 0.1, 0.2, 0.8, 0.9, 0.95] -%}

with

users as (
    select * from {{ ref('int_hobby__persona_users') }}
    {% if var('hobby__persona_label_share') >= 1 -%}
    -- Nobody is left for the walk to tell of.
    where 1 = 0
    {%- endif %}
),

habits as (
    select * from {{ ref('int_hobby__user_habits') }}
),

user_habits as (
    {% for habit in habits -%}
    select
        user_id,
        user_number,
        '{{ habit }}' as habit
    from users
    {% if not loop.last %}union all{% endif %}
    {% endfor -%}
),

-- Who bought too little for a habit has a place of their own: 0.
placed as (
    select
        user_habits.user_number,
        user_habits.habit,
        case
            when habits.habit_percentile is null then 0
            {%- for edge in edges %}
            when habits.habit_percentile < {{ edge }} then {{ loop.index }}
            {%- endfor %}
            else {{ edges | length + 1 }}
        end as place
    from user_habits
    left join habits
        on
            user_habits.user_id = habits.user_id
            and user_habits.habit = habits.habit
),

final as (
    select
        user_number,
        habit,
        place,
        count(*) over (partition by habit, place) as user_count
    from placed
)

select * from final
