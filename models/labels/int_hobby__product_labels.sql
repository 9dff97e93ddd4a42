with

products_hashed as (
    select * from {{ ref('int_hobby__products_hashed') }}
),

labels_judged as (
    select * from {{ ref('int_hobby__labels_judged') }}
),

brought_labels as (
    select * from {{ ref('stg_hobby__product_labels') }}
),

brought_labels_screened as (
    select * from {{ ref('int_hobby__brought_labels_screened') }}
),

read_from_texts as (
    select
        products_hashed.product_id,
        labels_judged.label,
        labels_judged.kind,
        labels_judged.label_rank,
        labels_judged.fit_grade,
        labels_judged.relevance,
        labels_judged.labeller,
        labels_judged.judge,
        labels_judged.explanation,
        labels_judged.is_sensitive
    from products_hashed
    inner join labels_judged
        on products_hashed.text_hash = labels_judged.text_hash
    left join brought_labels
        on products_hashed.product_id = brought_labels.product_id
    where brought_labels.product_id is null
),

brought as (
    select
        brought_labels.product_id,
        brought_labels.label,
        brought_labels.kind,
        row_number() over (
            partition by brought_labels.product_id
            order by brought_labels.fit_grade desc, brought_labels.label asc
        ) as label_rank,
        case
            when brought_labels_screened.is_refused then 1
            else brought_labels.fit_grade
        end as fit_grade,
        brought_labels.fit_grade / 5.0 as relevance,
        'shop' as labeller,
        'shop' as judge,
        brought_labels_screened.explanation,
        coalesce(brought_labels_screened.is_sensitive, true) as is_sensitive
    from brought_labels
    inner join products_hashed
        on brought_labels.product_id = products_hashed.product_id
    left join brought_labels_screened
        on brought_labels.label = brought_labels_screened.label
),

combined as (
    select * from read_from_texts
    union all
    select * from brought
),

final as (
    select
        product_id,
        label,
        kind,
        cast(label_rank as integer) as label_rank,
        cast(fit_grade as integer) as fit_grade,
        round(cast(relevance as double), 6) as relevance,
        labeller,
        judge,
        explanation,
        is_sensitive,
        fit_grade >= {{ var('hobby__min_fit_grade') }}
        and (
            not is_sensitive
            or {{ var('hobby__accept_sensitive_labels') }}
        ) as is_accepted
    from combined
)

select * from final
