{#-
    The terms of the two scorecards: name in the seed hobby__score_weights and
    expression. The one definition of what the fitted weights multiply; needs
    the relations user_topics and related_strengths (engaged) or candidates
    (prospect), topic_totals and user_breadth in scope. Models give each as a
    column term_<name>, which is what the weights are fitted on.

    Engaged is the rerank of a user's own topics by frequency, share of spend,
    tenure and engagement relative to the topic's other users; prospect knows
    no history in the topic, so what the user has in related topics, which
    speaks for both, stands in.
-#}
{% macro hobby__score_terms(audience_type) -%}
    {%- set related =
        'related_strengths' if audience_type == 'engaged' else 'candidates' -%}
    {%- set repeat_logit = hobby__logit('topic_totals.repeat_share') -%}
    {%- set new_logit = hobby__logit('topic_totals.new_share') -%}
    {%- set terms = {
        'topic_reach': hobby__logit('topic_totals.reach_share'),
        'user_topics': 'ln(user_breadth.topic_count)',
        'recent_user_days': hobby__log1p('user_breadth.recent_day_count'),
        'related_topics': hobby__log1p(
            'coalesce(' ~ related ~ '.related_strength, 0)'
        ),
    } -%}
    {%- if audience_type == 'engaged' -%}
        {%- set decayed_days = hobby__log1p('user_topics.decayed_day_count') -%}
        {%- do terms.update({
            'active_days': hobby__log1p('user_topics.active_day_count'),
            'decayed_days': decayed_days,
            'decayed_days_by_topic_new':
                decayed_days ~ ' * ' ~ new_logit,
            'relative_spend': hobby__log1p(hobby__ratio(
                'user_topics.capped_spend_amount',
                'topic_totals.mean_spend_amount'
            )),
            'spend_share': 'sqrt(user_topics.spend_share)',
            'recency': hobby__log1p('user_topics.recency_days'),
            'tenure': hobby__log1p('user_topics.tenure_days'),
            'topic_repeat': repeat_logit,
        }) -%}
    {%- else -%}
        {%- do terms.update({
            'topic_new': new_logit,
        }) -%}
    {%- endif -%}
    {%- do return(terms) -%}
{%- endmacro %}
