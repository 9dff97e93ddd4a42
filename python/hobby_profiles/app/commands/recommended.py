"""What is proposed to a user and how the user buys, for the commands that print users."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from hobby_profiles.core.tables import Warehouse
from hobby_profiles.core.terminal import heading, make_table
from hobby_profiles.core.wording import one_line, percent
from hobby_profiles.report import recommendations


def print_recommendations(console: Console, warehouse: Warehouse, user_id: str, most: int) -> None:
    """Print a user's first recommendations with their reasons; nothing where there are none."""
    rows = recommendations.read_recommendations(warehouse, user_id, most)
    if not rows:
        return
    heading(console, f"Proposed to user {user_id}", "and why")
    table = make_table(">#", "product and reason…")
    for row in rows:
        table.add_row(
            str(row.recommendation_rank),
            Text.assemble(one_line(row.product_name), "\n", (one_line(row.reason), "dim")),
        )
    console.print(table)


def print_preferences(console: Console, warehouse: Warehouse, user_id: str, most: int = 6) -> None:
    """Print what a user leans to more than the shop does; nothing where nothing is known."""
    rows = recommendations.read_preferences(warehouse, user_id, most)
    if not rows:
        return
    heading(console, "Leans to", "against the shop within the same topics")
    table = make_table("attribute", "value…", ">purchases", ">share", ">shop's", ">lift")
    for row in rows:
        table.add_row(
            row.attribute.replace("_", " "),
            one_line(row.value),
            f"{row.evidence_count:,}",
            percent(row.share),
            percent(row.shop_share),
            f"{row.lift:.2f}",
        )
    console.print(table)
