{#-
    What tells whether a journey goes on: the terms of its scorecard, each named
    in the seed hobby__journey_weights. Needs the relations journeys and
    root_totals in scope.

    Part 'columns' gives them as columns term_<term> for a select list, 'sum'
    their weighted sum, which needs journey_weights in scope, 'names' the names.
-#}
{% macro hobby__journey_terms(part) -%}
    {%- set terms = {
        'active_days': hobby__log1p('journeys.active_day_count'),
        'decayed_days': hobby__log1p('journeys.decayed_weight'),
        'recency': hobby__log1p('journeys.recency_days'),
        'pace': hobby__log1p(hobby__ratio(
            'journeys.recency_days', 'journeys.own_gap_days'
        )),
        'tenure': hobby__log1p('journeys.tenure_days'),
        'recent_user_days': hobby__log1p('journeys.user_recent_day_count'),
        'keyword_repeat': hobby__logit('root_totals.repeat_share'),
    } -%}
    {%- if part == 'sum' -%}
        journey_weights.constant
        {%- for term in terms %}
        + journey_weights.{{ term }} * termed.term_{{ term }}
        {%- endfor %}
    {%- elif part == 'names' -%}
        {%- do return(terms.keys() | list) -%}
    {%- else -%}
        {%- for term, expression in terms.items() -%}
        {{ expression }} as term_{{ term }}{{ ', ' if not loop.last }}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
