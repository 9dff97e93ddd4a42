{% set most_lines = 40 -%}

with

chosen as (
    {% for number in range(1, 5) -%}
    select user_number from {{ ref('int_hobby__persona_round_' ~ number) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor -%}
),

users as (
    select * from {{ ref('int_hobby__persona_users') }}
    {% if
        var('hobby__persona_labeller') != 'openai'
        or var('hobby__share_purchases_with_llm') is not sameas true
    -%}
    -- Nothing leaves the house.
    where 1 = 0
    {%- endif %}
),

events as (
    select * from {{ ref('int_hobby__user_events') }}
    where event_type = 'purchase'
),

products as (
    select * from {{ ref('stg_hobby__products') }}
),

shown as (
    select * from {{ ref('int_hobby__product_sensitivity') }}
    where not is_sensitive and not is_unscreened
),

bought as (
    select
        chosen.user_number,
        products.product_name,
        count(*) as purchase_count
    from chosen
    inner join users
        on chosen.user_number = users.user_number
    inner join events
        on users.user_id = events.user_id
    inner join products
        on events.product_id = products.product_id
    inner join shown
        on products.product_id = shown.product_id
    group by chosen.user_number, products.product_name
),

placed as (
    select
        user_number,
        product_name || ', '
        || cast(purchase_count as {{ dbt.type_string() }}) || ' times'
            as purchase_line,
        row_number() over (
            partition by user_number
            order by purchase_count desc, product_name asc
        ) as line_place
    from bought
),

listed as (
    select
        user_number,
        {{ hobby__list_of('purchase_line', 'line_place', most_lines, '\n') }}
            as purchase_lines
    from placed
    group by user_number
),

final as (
    select
        user_number,
        {{ dbt.hash('purchase_lines') }} as basket_id,
        purchase_lines
    from listed
)

select * from final
