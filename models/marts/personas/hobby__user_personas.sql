with

user_personas as (
    select * from {{ ref('int_hobby__user_personas') }}
),

personas as (
    select * from {{ ref('int_hobby__persona_summary') }}
),

samples as (
    select * from {{ ref('int_hobby__persona_samples') }}
),

joined as (
    select
        user_personas.*,
        personas.persona_name,
        samples.topic_names,
        samples.sample_product_id,
        samples.sample_product_name,
        samples.second_product_name
    from user_personas
    inner join personas
        on user_personas.persona_id = personas.persona_id
    left join samples
        on
            user_personas.user_id = samples.user_id
            and user_personas.persona_id = samples.persona_id
),

final as (
    select {{ hobby__contract_columns() }}
    from joined
)

select * from final
