"""Suites over the staging tables and what they left out."""

from __future__ import annotations

from collections.abc import Mapping

import great_expectations.expectations as gxe

from hobby_profiles.quality.suite import (
    WARNING,
    TableSuite,
    always,
    in_range,
    key,
    present,
    rows_expected,
)


def input_suites(settings: Mapping[str, str]) -> list[TableSuite]:
    """Return the suites over the staging tables and what they left out.

    Args:
        settings: The build's settings by name without ``hobby__``; thresholds are taken from it.
    """
    accepted = float(settings["min_accepted_share"])
    matched = float(settings["min_matched_products"])
    return [
        TableSuite(
            name="inputs.products",
            about="One row per product with an id and a name.",
            sql="select * from staging.stg_hobby__products",
            sample_by="product_id",
            expectations=[
                rows_expected("at least one product"),
                *key("product_id"),
                *present("product_name"),
                gxe.ExpectColumnValueLengthsToBeBetween(column="product_name", min_value=1),
                *in_range(0, None, "price_amount"),
                gxe.ExpectColumnValueLengthsToBeBetween(
                    column="category_path",
                    min_value=1,
                    mostly=0.5,
                    description="At least half of the products should have a category: it tells "
                    "the labeller what a bare title does not.",
                    **WARNING,
                ),
            ],
        ),
        TableSuite(
            name="inputs.events",
            about="One row per accepted event inside the window, net of returns.",
            sql="""
                select
                    events.*,
                    events.event_date between as_of.window_start_date and as_of.as_of_date
                        as is_in_window,
                    products.product_id is not null as is_of_known_product,
                    events.amount > 0 as is_paid
                from staging.stg_hobby__events as events
                cross join staging.stg_hobby__as_of as as_of
                left join staging.stg_hobby__products as products
                    on events.product_id = products.product_id
            """,
            sample_by="event_id",
            expectations=[
                rows_expected("at least one event"),
                *key("event_id"),
                *present("user_id", "product_id", "event_at", "event_date"),
                *in_range(0, None, "quantity", "amount"),
                *in_range(0, 1, "event_weight"),
                always("is_in_window", "Every event lies between window start and as-of date."),
                always(
                    "is_of_known_product",
                    f"At least {matched:.0%} of the events are of a product in the products table "
                    "(hobby__min_matched_products); the others tell no hobby.",
                    mostly=matched,
                ),
                always(
                    "is_paid",
                    "At least half of the events should have an amount above 0; without amounts "
                    "spend tells nothing (right for a shop that sends views only).",
                    mostly=0.5,
                    **WARNING,
                ),
            ],
        ),
        TableSuite(
            name="inputs.rejected_rows",
            about="One row per input table: the share of its rows that were rejected.",
            sql="""
                select
                    input_table,
                    sum(row_count) as row_count,
                    sum(row_count) filter (outcome = 'rejected') / sum(row_count)
                        as rejected_share
                from marts.hobby__rejected_rows
                where input_table <> 'users'
                group by input_table
            """,
            sample_by="input_table",
            expectations=[
                *key("input_table"),
                gxe.ExpectColumnValuesToBeBetween(
                    column="rejected_share",
                    max_value=1 - accepted,
                    description=f"At most {1 - accepted:.0%} of the rows should be rejected "
                    "(hobby__min_accepted_share); see the reasons in marts.hobby__rejected_rows.",
                    **WARNING,
                ),
            ],
        ),
    ]
