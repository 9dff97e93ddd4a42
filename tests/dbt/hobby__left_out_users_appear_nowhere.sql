{{ config(group="hobby_profiles") }}

-- Users who did not consent or were deleted have no row in any mart, nor has
-- their id in staging.
with

left_out as (
    select match_key
    from {{ ref('stg_hobby__users') }}
    where not has_consent or is_deleted
)

{% for mart in [
    'hobby__user_topic_scores', 'hobby__user_profiles',
    'hobby__topic_audiences', 'hobby__topic_prospects',
    'hobby__collection_audiences', 'hobby__user_collections',
    'hobby__user_journeys', 'hobby__journey_events', 'int_hobby__journey_ids',
    'hobby__user_personas', 'hobby__persona_audiences',
    'stg_hobby__events_screened',
] -%}
select
    '{{ mart }}' as mart,
    user_id
from {{ ref(mart) }}
where {{ hobby__match_key('user_id') }} in (select match_key from left_out)
{% if not loop.last %}union all{% endif %}
{% endfor %}
