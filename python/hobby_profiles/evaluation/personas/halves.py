"""Whether users keep their personas from one half-year to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

from hobby_profiles.core.tables import open_warehouse

HALF_YEAR_DAYS = 182
_MORE_ORDERS_THAN = 10
_TOP = 3
_CLUSTERS = (5, 15, 25, 35)
_STRENGTHS = "select user_id, persona_id, affinity from personas.int_hobby__persona_strengths"
_SHOWN = "select user_id, persona_id, affinity from personas.int_hobby__persona_readings"
_TOTALS = """
    select user_id, recency_days, active_day_count, spend_amount::double as spend_amount
    from engagement.int_hobby__user_totals
"""


@dataclass(frozen=True)
class Half:
    """What one half-year tells.

    Attributes:
        strengths: user_id, persona_id, affinity.
        shown: The same of personas that reach `hobby__min_persona_affinity`.
        totals: user_id, recency_days, active_day_count (orders), spend_amount.
    """

    strengths: pd.DataFrame
    shown: pd.DataFrame
    totals: pd.DataFrame


def read_half(database: Path) -> Half:
    """Read a build whose window is one half-year."""
    with open_warehouse(database) as warehouse:
        return Half(warehouse.frame(_STRENGTHS), warehouse.frame(_SHOWN), warehouse.frame(_TOTALS))


def measure_halves(later: Half, earlier: Half, *, seed: int = 0) -> dict[str, float]:
    """Share of users whose segment is the same in two half-years.

    Users with more than 10 orders (days with a purchase) over both and one at least in either. A
    segment is the set of the three personas of highest affinity, whatever it is; beside it RFM in
    ten quantiles each (Bult and Wansbeek, 1995), and the same personas handed out to users at
    random within each half. A user without any persona in a half is not unchanged.

    Args:
        later: The later half-year.
        earlier: The one before.
        seed: Seed of the shuffling and of k-means.

    Returns:
        ``unchanged_share``, ``baseline_rfm_unchanged_share``, ``shuffled_unchanged_share``,
        ``unchanged_user_count``, ``unchanged_overlap`` (shared share of the top three, with its
        shuffled counterpart), ``silhouette_k`` of k-means over the later half's top-3 personas,
        and both with ``shown_``: of the personas that are shown, among users with one in both.
    """
    orders = later.totals.set_index("user_id")["active_day_count"].add(
        earlier.totals.set_index("user_id")["active_day_count"]
    )
    users = sorted(orders[orders > _MORE_ORDERS_THAN].index)
    tops = [_tops(half.strengths) for half in (later, earlier)]
    draw = np.random.default_rng(seed)
    shuffled = [
        _handed_out(top, half.totals["user_id"], draw)
        for top, half in zip(tops, (later, earlier), strict=True)
    ]
    shown = [_tops(half.shown) for half in (later, earlier)]
    both = [user for user in users if user in shown[0] and user in shown[1]]
    rfm = [_rfm(half.totals) for half in (later, earlier)]
    figures = {
        "unchanged_user_count": float(len(users)),
        "unchanged_share": _same(tops, users),
        "unchanged_overlap": _overlap(tops, users),
        "shuffled_unchanged_share": _same(shuffled, users),
        "shuffled_overlap": _overlap(shuffled, users),
        "shown_unchanged_user_count": float(len(both)),
        "shown_unchanged_share": _same(shown, both),
        "baseline_rfm_unchanged_share": _same(rfm, users),
    }
    figures |= silhouettes(tops[0], seed=seed)
    of_shown = silhouettes(shown[0], seed=seed)
    return figures | {f"shown_{name}": value for name, value in of_shown.items()}


def silhouettes(tops: Mapping[str, frozenset[str]], *, seed: int = 0) -> dict[str, float]:
    """Mean silhouette of k-means over users' top-3 personas, each persona a column of 0 or 1.

    Returns:
        ``silhouette_k``; NaN where fewer than k sets of personas differ.
    """
    rows = [tops[user] for user in sorted(tops)]
    personas = sorted(frozenset().union(*rows)) if rows else []
    table = np.array([[persona in row for persona in personas] for row in rows], dtype=float)
    different = len(np.unique(table, axis=0)) if len(rows) else 0
    figures = {}
    for count in _CLUSTERS:
        figures[f"silhouette_{count}"] = float("nan")
        if different > count:
            found = KMeans(count, n_init=10, random_state=seed).fit_predict(table)
            figures[f"silhouette_{count}"] = float(silhouette_score(table, found))
    return figures


def _tops(strengths: pd.DataFrame) -> dict[str, frozenset[str]]:
    ordered = strengths[strengths["affinity"] > 0].sort_values(
        ["user_id", "affinity", "persona_id"], ascending=[True, False, True]
    )
    best = ordered.groupby("user_id").head(_TOP)
    return {str(user): frozenset(rows) for user, rows in best.groupby("user_id")["persona_id"]}


def _handed_out(
    tops: Mapping[str, frozenset[str]], users: pd.Series, draw: np.random.Generator
) -> dict[str, frozenset[str]]:
    everyone = sorted(users)
    order = draw.permutation(len(everyone))
    told = [tops.get(user, frozenset()) for user in everyone]
    return {user: told[place] for user, place in zip(everyone, order, strict=True)}


def _rfm(totals: pd.DataFrame) -> dict[str, frozenset[str]]:
    ranked = totals.sort_values("user_id")
    parts = {
        "r": -ranked["recency_days"],
        "f": ranked["active_day_count"],
        "m": ranked["spend_amount"],
    }
    tenths = {
        name: np.ceil(values.rank(method="first", pct=True).to_numpy() * 10).astype(int)
        for name, values in parts.items()
    }
    return {
        user: frozenset(f"{name}{tenths[name][place]}" for name in tenths)
        for place, user in enumerate(ranked["user_id"])
    }


def _same(halves: list[dict[str, frozenset[str]]], users: list[str]) -> float:
    first, second = halves
    same = [bool(first.get(u)) and first.get(u) == second.get(u) for u in users]
    return float(np.mean(same)) if same else float("nan")


def _overlap(halves: list[dict[str, frozenset[str]]], users: list[str]) -> float:
    first, second = halves
    shares = [
        len(first.get(u, frozenset()) & second.get(u, frozenset()))
        / max(len(first.get(u, ())), len(second.get(u, ())), 1)
        for u in users
    ]
    return float(np.mean(shares)) if shares else float("nan")
