-- Pointer jumping: each round doubles the steps that a keyword has gone
-- upwards, so that four rounds go 16 steps. Densities grow on the way, hence
-- nothing goes in circles; what is higher still stops where it is.
{% set rounds = 4 -%}

with

jumped_0 as (
    select * from {{ ref('int_hobby__keyword_links') }}
),

{% for round in range(rounds) -%}
{%- set before = 'jumped_' ~ round -%}
jumped_{{ round + 1 }} as (
    select
        {{ before }}.user_id,
        {{ before }}.keyword,
        {{ before }}.keyword_weight,
        further.next_keyword
    from {{ before }}
    inner join {{ before }} as further
        on
            {{ before }}.user_id = further.user_id
            and {{ before }}.next_keyword = further.keyword
),

{% endfor -%}
final as (
    select
        user_id,
        keyword,
        keyword_weight,
        next_keyword as root_keyword
    from jumped_{{ rounds }}
)

select * from final
