{% set count = hobby__persona_count() | int -%}

with

labels as (
    select * from {{ ref('int_hobby__persona_labels') }}
),

personas as (
    select * from {{ ref('stg_hobby__personas') }}
),

{{ hobby__persona_odds('labels') }},

final as (
    select
        odds.user_number,
        personas.persona_id,
        personas.persona_number,
        odds.is_read,
        {% for part in ['h', 'a'] -%}
        {% call hobby__round(digits=9) -%}
            case personas.persona_number
                {%- for k in range(1, count + 1) %}
                when {{ k }} then odds.{{ part }}{{ k }}
                {%- endfor %}
            end
        {%- endcall %} as {{ {'h': 'habit_odds', 'a': 'product_lift'}[part] }},
        {% endfor -%}
        case
            when labels.persona_number is not null then 1 else 0
        end as has_persona
    from odds
    cross join personas
    left join labels
        on
            odds.user_number = labels.user_number
            and personas.persona_number = labels.persona_number
)

select * from final
