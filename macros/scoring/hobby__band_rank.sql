{#- A band as a number that grows with it: 1 for low, 2 for medium, 3 for high. -#}
{% macro hobby__band_rank(affinity_band) -%}
    case {{ affinity_band }} when 'high' then 3 when 'medium' then 2 else 1 end
{%- endmacro %}
