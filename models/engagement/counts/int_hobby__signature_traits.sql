with

journey_signatures as (
    select * from {{ ref('int_hobby__journey_signatures') }}
),

grown_signatures as (
    select * from {{ ref('int_hobby__grown_signatures') }}
),

combined as (
    select distinct
        signature_id,
        'topic' as trait_kind,
        topic_id as trait,
        0 as trait_rank,
        holder_count
    from journey_signatures
    union all
    select distinct
        signature_id,
        'keyword' as trait_kind,
        keyword as trait,
        1 as trait_rank,
        holder_count
    from journey_signatures
    where keyword is not null
    union all
    select distinct
        signature_id,
        trait_kind,
        trait,
        trait_rank,
        shared_count as holder_count
    from grown_signatures
),

final as (
    select
        cast(signature_id as {{ dbt.type_string() }}) as signature_id,
        cast(trait_kind as {{ dbt.type_string() }}) as trait_kind,
        cast(trait as {{ dbt.type_string() }}) as trait,
        cast(trait_rank as integer) as trait_rank,
        cast(holder_count as {{ dbt.type_bigint() }}) as holder_count
    from combined
)

select * from final
