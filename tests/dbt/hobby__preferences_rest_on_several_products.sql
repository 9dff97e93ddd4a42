{{ config(group="hobby_profiles") }}

-- A preference is a lean to a value: the user bought several products with it.
with

bought as (
    select
        events.user_id,
        product_attributes.attribute,
        product_attributes.value,
        count(distinct events.product_id) as product_count
    from {{ ref('int_hobby__user_events') }} as events
    inner join {{ ref('hobby__product_attributes') }} as product_attributes
        on events.product_id = product_attributes.product_id
    group by
        events.user_id,
        product_attributes.attribute,
        product_attributes.value
)

select bought.*
from {{ ref('hobby__user_preferences') }} as preferences
inner join bought
    on
        preferences.user_id = bought.user_id
        and preferences.attribute = bought.attribute
        and preferences.value = bought.value
where bought.product_count < {{ hobby__scoring('preference_min_products') }}
