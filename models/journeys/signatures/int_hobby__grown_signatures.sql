-- Signatures grow trait by trait, each time by the one that most of those who
-- have all so far have too, as long as these are enough people.
{% set kinds = ['keyword', 'product', 'keyword', 'product', 'product'] -%}
{% set is_out -%}
    case
            when trait_rank is null and trait_kind = next_kind then 0
            else 1
        end
{%- endset %}

with

journey_signatures as (
    select * from {{ ref('int_hobby__journey_signatures') }}
),

traits as (
    select * from {{ ref('int_hobby__journey_traits') }}
),

grown_0 as (
    select
        journey_signatures.signature_id,
        journey_signatures.user_id,
        traits.trait_kind,
        traits.trait,
        cast(null as integer) as trait_rank,
        cast(null as {{ dbt.type_bigint() }}) as shared_count
    from journey_signatures
    inner join traits
        on
            journey_signatures.user_id = traits.user_id
            and journey_signatures.topic_id = traits.topic_id
    where
        traits.trait_kind <> 'keyword'
        or traits.trait <> coalesce(journey_signatures.keyword, '')
),
{% for kind in kinds %}
counted_{{ loop.index }} as (
    select
        *,
        '{{ kind }}' as next_kind,
        count(*) over (
            partition by signature_id, trait_kind, trait
        ) as holder_count
    from grown_{{ loop.index0 }}
),

placed_{{ loop.index }} as (
    select
        *,
        {{ is_out }} as is_out,
        dense_rank() over (
            partition by signature_id
            order by {{ is_out }}, holder_count desc, trait_kind asc, trait asc
        ) as trait_place
    from counted_{{ loop.index }}
    -- What too few have now, too few have of any longer list.
    where
        trait_rank is not null
        or holder_count >= {{ var('hobby__min_journey_users') }}
),

held_{{ loop.index }} as (
    select
        *,
        is_out = 0 and trait_place = 1 as is_chosen,
        min(is_out) over (partition by signature_id) as is_full,
        min(is_out + trait_place) over (
            partition by signature_id, user_id
        ) as user_place
    from placed_{{ loop.index }}
),

grown_{{ loop.index }} as (
    select
        signature_id,
        user_id,
        trait_kind,
        trait,
        case when is_chosen then {{ loop.index + 1 }} else trait_rank end
            as trait_rank,
        case when is_chosen then holder_count else shared_count end
            as shared_count
    from held_{{ loop.index }}
    where is_full = 1 or user_place = 1
),
{% endfor %}
final as (
    select * from grown_{{ kinds | length }}
    where trait_rank is not null
)

select * from final
