"""What it is worth that recommendations do not learn from some purchases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from hobby_profiles.core.tables import open_warehouse
from hobby_profiles.evaluation.common.bootstrap import mean_interval
from hobby_profiles.evaluation.recommendations.measure import (
    LISTS,
    grouped,
    list_measures,
    without_known,
)
from hobby_profiles.evaluation.recommendations.split import Split
from hobby_profiles.evaluation.scores.build import RECOMMENDATIONS, build_again, build_scores

FILTERS = ("wholesaler", "bot", "tester", "one_off", "retired")
"""Words of ``hobby__set_aside``."""

_LEARNT = ("path:models/engagement/learned+,+hobby__user_recommendations", "hobby__set_aside")
_COUNTS = "select reason, purchase_share from marts.hobby__set_aside order by reason"
_Gains = tuple[NDArray[np.float64], NDArray[np.float64]]


def measure_filters(
    database: Path, split: Split, variables: dict[str, Any], *, seed: int = 0
) -> dict[str, float]:
    """Build the lists with all filters, without each of them, and without the shop's returns.

    Args:
        database: A build of ``split.folder``; it is the same afterwards.
        split: What is known and what is asked.
        variables: dbt variables of that build.
        seed: Seed of the resampling.

    Returns:
        For each filter, ``all`` of them and ``returns``: ``without_filter_<name>_ndcg_at_10``, what
        the filter gains (``gain_of_filter_<name>_ndcg_at_10`` with its 95% interval over users,
        paired), both with ``new_`` for products that the user had not; for each reason
        ``set_aside_<reason>_share``, its share of purchases.
    """
    everything = variables | {"hobby__set_aside": " ".join(FILTERS)}
    build_again(database, split.folder, split.as_of, variables=everything, selected=_LEARNT)
    with open_warehouse(database) as warehouse:
        counts = warehouse.frame(_COUNTS)
    figures = {f"set_aside_{r}_share": float(s) for r, s in counts.itertuples(index=False)}
    ours = list_gains(database, split)
    for name, kept in variants():
        build_again(
            database,
            split.folder,
            split.as_of,
            variables=variables | {"hobby__set_aside": kept},
            selected=_LEARNT,
        )
        figures |= _compared(name, ours, list_gains(database, split), seed)
    folder = without_returns(split.folder)
    build_scores(database, folder, split.as_of, variables=everything, wanted=RECOMMENDATIONS)
    figures |= _compared("returns", ours, list_gains(database, split), seed)
    build_scores(database, split.folder, split.as_of, variables=variables, wanted=RECOMMENDATIONS)
    return figures


def variants() -> Iterator[tuple[str, str]]:
    """Each filter, and all, with the value of ``hobby__set_aside`` that is without it."""
    for name in FILTERS:
        yield name, " ".join(other for other in FILTERS if other != name)
    yield "all", ""


def without_returns(folder: Path) -> Path:
    """Copy a folder beside it, without the events that are returns."""
    other = folder.with_name(f"{folder.name}_without_returns")
    other.mkdir(exist_ok=True)
    for path in folder.glob("product*.parquet"):
        (other / path.name).write_bytes(path.read_bytes())
    with duckdb.connect() as connection:
        connection.sql(
            f"select * from read_parquet('{folder / 'events.parquet'}') "  # noqa: S608 - our own path
            "where quantity > 0 and amount >= 0"
        ).write_parquet(str(other / "events.parquet"))
    return other


def list_gains(database: Path, split: Split) -> _Gains:
    """NDCG@10 of each user's list, and of its new products for users who bought some."""
    with open_warehouse(database) as warehouse:
        listed = warehouse.frame(LISTS)
    had = {str(u): set(rows) for u, rows in split.known.groupby("user_id")["product_id"]}
    truth = {str(u): set(rows) for u, rows in split.truth.groupby("user_id")["product_id"]}
    new = {u: right - had.get(u, set()) for u, right in truth.items()}
    unseen = grouped(without_known(listed, split.known))
    lists = unseen if split.as_of is None else grouped(listed)
    return (
        list_measures(lists, truth, 10)["ndcg"],
        list_measures(unseen, {u: right for u, right in new.items() if right}, 10)["ndcg"],
    )


def _compared(name: str, ours: _Gains, theirs: _Gains, seed: int) -> dict[str, float]:
    figures: dict[str, float] = {}
    for part, with_it, without in zip(("", "new_"), ours, theirs, strict=True):
        mean, low, high = mean_interval(with_it - without, seed=seed)
        key = f"gain_of_filter_{name}_{part}ndcg_at_10"
        figures |= {
            f"without_filter_{name}_{part}ndcg_at_10": float(without.mean()),
            key: mean,
            f"{key}_ci_low": low,
            f"{key}_ci_high": high,
        }
    return figures
