with

members as (
    {{ hobby__input(
        'collection_members',
        required={'collection_id': 'id'},
        optional={
            'collection_name': 'text',
            'topic': 'text',
            'product_id': 'id',
        },
    ) }}
),

final as (
    select
        collection_id,
        coalesce(collection_name, collection_id) as collection_name,
        topic,
        product_id
    from members
    where collection_id is not null
)

select * from final
