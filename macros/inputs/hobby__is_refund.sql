{% macro hobby__is_refund() -%}
    {#- Whether a return gives money back and no goods: for less than half of
        what the units had cost, or for no units at all. -#}
    is_return
    and amount > 0
    and purchase_number > 0
    and (quantity = 0 or amount < 0.5 * quantity * last_unit_price)
{%- endmacro %}
