"""Mixed histories: two users' purchases of two product types, shuffled into one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.tables import open_warehouse

_FEWEST_PRODUCTS = 4
_MOST_OTHERS = 20_000
"""Further products of the shop, so that keywords are told against a catalogue."""
_PURCHASES = """
    select events.user_id, events.product_id, products.category_path, events.event_id
    from staging.stg_hobby__events as events
    inner join staging.stg_hobby__products as products using (product_id)
    where events.event_type = 'purchase' and coalesce(products.category_path, '') <> ''
    order by events.user_id, products.category_path, events.event_at, events.event_id
"""


@dataclass(frozen=True)
class Mixes:
    """Mixed histories, one user each.

    Attributes:
        events: user_id (of the mix), event_id, product_id, category_path (the product type, which
            tells whose the event was), event_at; one event a day, in shuffled order.
        products: product_id, product_name: of these events and up to 20,000 others, the type taken
            out.
    """

    events: pd.DataFrame
    products: pd.DataFrame


def draw_mixes(database: Path, as_of: date, *, count: int, seed: int = 0) -> Mixes:
    """Draw pairs of users and product types, each type equally likely.

    Two users and two types are drawn such that each user has purchases of four products of the
    type. Their order is shuffled and one falls on each day up to the as-of date, so that time
    tells nothing of which is whose.

    Args:
        database: A build of the shop as of that date.
        as_of: Day of the last event of each mix.
        count: Mixes to draw.
        seed: Seed of the draw.

    Raises:
        InputError: If fewer than two types have such a user.
    """
    with open_warehouse(database) as warehouse:
        purchases = warehouse.frame(_PURCHASES)
        products = warehouse.frame(
            "select product_id, product_name from staging.stg_hobby__products order by product_id"
        )
    groups = {
        (str(kind), str(user)): rows
        for (kind, user), rows in purchases.groupby(["category_path", "user_id"])
        if rows["product_id"].nunique() >= _FEWEST_PRODUCTS
    }
    users_of: dict[str, list[str]] = {}
    for kind, user in groups:
        users_of.setdefault(kind, []).append(user)
    kinds = sorted(users_of)
    if len(kinds) < 2:
        raise InputError(
            f"Fewer than two product types have a user with {_FEWEST_PRODUCTS} products of the "
            "type up to that date, so that nothing can be mixed. Choose a later --as-of."
        )
    generator = np.random.default_rng(seed)
    mixes: list[pd.DataFrame] = []
    while len(mixes) < count:
        pair = [kinds[place] for place in generator.choice(len(kinds), 2, replace=False)]
        users = [users_of[kind][generator.integers(len(users_of[kind]))] for kind in pair]
        if users[0] == users[1]:
            continue
        rows = pd.concat([groups[key] for key in zip(pair, users, strict=True)])
        rows = rows.iloc[generator.permutation(len(rows))].reset_index(drop=True)
        days = [as_of - timedelta(days=len(rows) - 1 - place) for place in range(len(rows))]
        number = f"{len(mixes):05d}"
        mixes.append(
            rows.assign(
                user_id=f"mix_{number}",
                event_id=[f"{number}_{place:04d}" for place in range(len(rows))],
                event_at=pd.to_datetime(days),
            )
        )
    events = pd.concat(mixes, ignore_index=True)
    mixed = products["product_id"].isin(events["product_id"])
    others = products[~mixed]
    others = others.sample(min(_MOST_OTHERS, len(others)), random_state=seed)
    return Mixes(events, pd.concat([products[mixed], others], ignore_index=True))


def write_mixes(mixes: Mixes, folder: Path) -> None:
    """Write the mixes as an input folder, without the types."""
    folder.mkdir(parents=True, exist_ok=True)
    columns = ["event_id", "user_id", "product_id", "event_at"]
    mixes.events[columns].to_parquet(folder / "events.parquet", index=False)
    mixes.products.assign(category_path="").to_parquet(folder / "products.parquet", index=False)
