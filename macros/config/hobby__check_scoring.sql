{% macro hobby__check_scoring(where) -%}
    {%- if var('hobby__horizon_days') >= var('hobby__lookback_days') -%}
        {{ exceptions.raise_compiler_error(
            "hobby__horizon_days is '" ~ var('hobby__horizon_days')
            ~ "'; it must be less than hobby__lookback_days ('"
            ~ var('hobby__lookback_days') ~ "'): who came back shows before and"
            ~ " within the horizon. " ~ where
        ) }}
    {%- endif -%}
    {%- set constants = hobby__scoring_constants() -%}
    {%- for name, value in var('hobby__scoring').items() -%}
        {%- if name not in constants -%}
            {{ exceptions.raise_compiler_error(
                "hobby__scoring names '" ~ name ~ "', which is none of: "
                ~ constants | join(', ') ~ ". " ~ where
            ) }}
        {%- elif value is not number or value is boolean
            or value < constants[name][1] or value > constants[name][2] -%}
            {{ exceptions.raise_compiler_error(
                "hobby__scoring gives " ~ name ~ " the value '" ~ value
                ~ "'; it must be a number from " ~ constants[name][1] ~ " to "
                ~ constants[name][2] ~ ". " ~ where
            ) }}
        {%- endif -%}
    {%- endfor -%}
{%- endmacro %}
