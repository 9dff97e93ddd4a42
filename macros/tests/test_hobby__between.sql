{% test hobby__between(model, column_name, minimum=none, maximum=none) %}
    {#- Rows whose value lies outside [minimum, maximum]; null passes. -#}
    select {{ column_name }}
    from {{ model }}
    where
        false
        {% if minimum is not none -%}
            or {{ column_name }} < {{ minimum }}
        {%- endif %}
        {% if maximum is not none -%}
            or {{ column_name }} > {{ maximum }}
        {%- endif %}
{% endtest %}
