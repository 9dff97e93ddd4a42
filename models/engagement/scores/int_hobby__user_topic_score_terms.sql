with

terms as (
    select * from {{ ref('int_hobby__user_topic_terms') }}
),

weights as (
    select * from {{ ref('hobby__score_weights') }}
    where audience_type = 'engaged'
),

shop_level as (
    select * from {{ ref('int_hobby__shop_level') }}
),

valued as (
    select
        terms.user_id,
        terms.topic_id,
        weights.term,
        case weights.term
            when 'constant' then 1.0e0
            {% for term in hobby__score_terms('engaged') -%}
            when '{{ term }}' then terms.term_{{ term }}
            {% endfor -%}
        end as term_value,
        weights.weight
    from terms
    cross join weights

    union all

    select
        terms.user_id,
        terms.topic_id,
        'shop_level' as term,
        1.0e0 as term_value,
        shop_level.level_shift as weight
    from terms
    cross join shop_level
),

final as (
    select
        user_id,
        topic_id,
        term,
        term_value,
        weight,
        term_value * weight as contribution
    from valued
    where term_value is not null
)

select * from final
