{{ config(group="hobby_profiles") }}

-- Users who did not consent or were deleted have no row in any mart.
with

left_out as (
    select user_id
    from {{ ref('stg_hobby__users') }}
    where not has_consent or deleted_at is not null
)

{% for mart in [
    'hobby__user_topic_scores', 'hobby__user_profiles',
    'hobby__topic_audiences', 'hobby__topic_prospects',
    'hobby__collection_audiences',
    'hobby__user_collections',
] -%}
select
    '{{ mart }}' as mart,
    user_id
from {{ ref(mart) }}
where user_id in (select user_id from left_out)
{% if not loop.last %}union all{% endif %}
{% endfor %}
