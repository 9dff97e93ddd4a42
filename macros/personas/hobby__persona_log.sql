{#-
    Logarithm of what a sign of this strength in [0,1] leaves; a decimal, so that
    sums do not depend on the order of rows.
-#}
{% macro hobby__persona_log(strength) -%}
    cast(ln(greatest(1.0e0 - {{ strength }}, 1.0e-6)) as decimal(18, 9))
{%- endmacro %}
