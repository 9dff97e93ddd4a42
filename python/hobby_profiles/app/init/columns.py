"""Which column of a shop's table holds what the input contract asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from hobby_profiles.app.doctor.contract import CONTRACT
from hobby_profiles.core.errors import InputError

_USER = (
    "customer_id customer_no customer_number customer client_id buyer_id member_id account_id "
    "shopper_id household_id contact_id person_id user"
)
_PRODUCT = (
    "sku stock_code item_id article_id article_no article_number item_no item_number item_code "
    "product_code product_no product_number variant_id ean gtin upc asin item article product"
)
ALIASES: dict[str, dict[str, str]] = {
    "products": {
        "product_id": f"{_PRODUCT} id",
        "product_name": "product_title item_name article_name name title product item description",
        "category_path": "category categories product_category category_name product_type "
        "department type",
        "description": "product_description long_description body text",
        "brand": "brand_name vendor manufacturer maker",
        "price_amount": "price list_price unit_price retail_price",
        "updated_at": "modified_at changed_at last_modified",
    },
    "events": {
        "user_id": _USER,
        "product_id": _PRODUCT,
        "event_at": "ordered_at order_date order_time purchased_at purchase_date invoice_date "
        "invoice_time invoice_ts sold_at sold_on sale_date transaction_date transaction_time "
        "created_at processed_at event_time event_date timestamp datetime date time",
        "event_id": "order_line_id line_item_id line_id transaction_line_id",
        "quantity": "qty units pieces item_count",
        "amount": "line_total line_amount net_amount revenue sales paid spend",
        "unit_price": "price price_each item_price",
        "search_query": "query search_term search_text",
    },
    "users": {
        "user_id": f"{_USER} id",
        "has_consent": "consent profiling_consent consent_profiling",
        "deleted_at": "erased_at deletion_date",
    },
}
"""Names that shops give to columns of the contract, the likeliest first, parted by blanks."""


def recognise(
    name: str, seen: Sequence[str], chosen: Mapping[str, str], *, wanted: Sequence[str] = ()
) -> dict[str, str]:
    """Find the columns of an input in a table.

    Args:
        name: Name of the input: products, events or users.
        seen: The table's columns, as written.
        chosen: Columns that are named, by column of the contract; they go before what names tell.
        wanted: Columns of the contract to look for; empty looks for all.

    Returns:
        The table's columns by column of the contract, in the contract's order. No column of the
        table is taken twice.

    Raises:
        InputError: If a chosen column is not there, or no column seems to be one that is required.
    """
    contract = {column.name: column for column in CONTRACT[name]}
    for column, source in chosen.items():
        if column not in contract:
            raise InputError(
                f"--column {name}.{column}={source}: {name} have no column {column!r}; they have "
                f"{', '.join(contract)}."
            )
        if source not in seen:
            raise InputError(
                f"--column {name}.{column}={source}: the table has no column {source!r}. Columns "
                f"seen: {', '.join(seen)}."
            )
    found = dict(chosen)
    # What a build stops without chooses first: a lone "description" is the name.
    for column in sorted(contract, key=lambda column: not contract[column].is_required):
        if column in found or (wanted and column not in wanted):
            continue
        by_key = {_key(source): source for source in reversed(seen) if source not in found.values()}
        fitting = [by_key[alias] for alias in _names(name, column) if alias in by_key]
        if fitting:
            found[column] = fitting[0]
    for required in (column.name for column in contract.values() if column.is_required):
        if required not in found:
            raise InputError(
                f"No column of the table of {name} is called like a {required}. Columns seen: "
                f"{', '.join(seen)}. Name it: --column {name}.{required}=YOURS"
                + (", or name a table of products with --products" if wanted else "")
            )
    return {column: found[column] for column in contract if column in found}


def _names(name: str, column: str) -> list[str]:
    return [_key(alias) for alias in (column, *ALIASES[name].get(column, "").split())]


def _key(written: str) -> str:
    """Bring Customer ID, customer-id and CustomerID to one form."""
    return re.sub(r"[^a-z0-9]", "", written.lower())
