with

terms as (
    select * from {{ ref('int_hobby__user_topic_terms') }}
),

weights as (
    select
        term,
        weight
    from {{ ref('hobby__score_weights') }}
    where audience_type = 'engaged'
    union all
    select
        'shop_level' as term,
        level_shift as weight
    from {{ ref('int_hobby__shop_level') }}
),

valued as (
    select
        terms.user_id,
        terms.topic_id,
        weights.term,
        case weights.term
            when 'constant' then 1.0e0
            when 'shop_level' then 1.0e0
            {% for term in hobby__score_terms('engaged') -%}
            when '{{ term }}' then terms.term_{{ term }}
            {% endfor -%}
        end as term_value,
        weights.weight
    from terms
    cross join weights
),

final as (
    select
        *,
        term_value * weight as contribution
    from valued
    where term_value is not null
)

select * from final
