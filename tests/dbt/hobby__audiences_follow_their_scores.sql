{{ config(group="hobby_profiles") }}

-- What is shown is what orders: nobody stands below a user with a lower score.
{% for mart, audience, rank, score in [
    ('hobby__topic_audiences', 'topic_id', 'audience_rank', 'audience_score'),
    ('hobby__topic_prospects', 'topic_id', 'prospect_rank', 'audience_score'),
    (
        'hobby__collection_audiences', 'collection_id, audience_type',
        'audience_rank', 'audience_score'
    ),
    ('hobby__user_collections', 'user_id', 'collection_rank', 'collection_score'),
] -%}
select
    '{{ mart }}' as mart,
    score,
    score_above
from (
    select
        {{ score }} as score,
        lag({{ score }}) over (
            partition by {{ audience }} order by {{ rank }}
        ) as score_above
    from {{ ref(mart) }}
) as {{ mart }}
where score > score_above
{% if not loop.last %}union all{% endif %}
{% endfor %}
