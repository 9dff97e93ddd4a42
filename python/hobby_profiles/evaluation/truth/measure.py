"""Do profile lines name what people are really interested in?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from hobby_profiles.evaluation.common.bootstrap import mean_interval
from hobby_profiles.evaluation.common.ranking import expected_calibration_error
from hobby_profiles.evaluation.truth.baselines import baseline_lines
from hobby_profiles.evaluation.truth.match import (
    Embed,
    match_interests,
    match_not_interests,
    near_duplicates,
)
from hobby_profiles.evaluation.truth.reference import Reference
from hobby_profiles.evaluation.truth.shop import Shop

EVENTS_FOR_A_LINE = 30
_NAMES_AN_INTEREST = ("right", "duplicate", "odd_name", "too_general")


def measure_truth(shop: Shop, reference: Reference, embed: Embed) -> dict[str, float]:
    """Measure the lines of a build's profiles against what is known of its users.

    Args:
        shop: The build.
        reference: Interests, things that are none, verdicts.
        embed: Gives unit vectors, shape (phrases, dimension).

    Returns:
        Flat figures, each a share over all users with ``…_ci_low`` and ``…_ci_high`` by bootstrap
        over users: ``core_found``, ``minor_found``, ``past_found``, ``ongoing_found``,
        ``interests_found``; ``lines_matched`` (also ``…_by_name``, ``…_by_labels``,
        ``…_by_evidence``), ``not_interest_lines``, ``duplicate_lines``; ``empty_profiles``, of
        the users with at least 30 events. The same of users by size of history (``light_…``),
        of plain orders (``baseline_<order>_…``) and, interests only, of all topics of a user
        (``ceiling_one_product_…``, ``ceiling_two_products_…``). ``verdict_agreement`` of
        matching with the reader's verdicts, ``confidence_ece`` of the lines' confidence with
        what matches.
    """
    judge = _Judge(shop, reference, embed)
    figures: dict[str, float] = {
        "user_count": len(shop.sizes),
        "interest_count": int(reference.interests["user_id"].isin(shop.sizes.index).sum()),
        "line_count": len(shop.lines),
    }
    figures |= judge.shares(shop.lines)
    for size, users in _by_size(shop.sizes).items():
        part = judge.shares(shop.lines, users)
        figures |= {f"{size}_{name}": value for name, value in part.items()}
    for order, lines in baseline_lines(shop).items():
        part = judge.shares(lines)
        figures |= {f"baseline_{order}_{name}": value for name, value in part.items()}
    for name, count in (("one_product", 1), ("two_products", 2)):
        topics = shop.topics[shop.topics["product_count"] >= count]
        part = judge.found(topics[["user_id", "topic_id"]])
        figures |= {f"ceiling_{name}_{key}": value for key, value in part.items()}
    return figures | judge.calibration() | judge.agreement()


class _Judge:
    """Everything that is matched once and looked up for each set of lines."""

    def __init__(self, shop: Shop, reference: Reference, embed: Embed) -> None:
        self._shop, self._reference, self._embed = shop, reference, embed
        self._pairs = match_interests(shop, reference, embed)
        self._not_interests = match_not_interests(shop, reference, embed)

    def shares(self, lines: pd.DataFrame, users: pd.Index | None = None) -> dict[str, float]:
        """All measures of a set of lines, of all users or some."""
        users = self._shop.sizes.index if users is None else users
        lines = lines[lines["user_id"].isin(users)]
        keys = ["user_id", "topic_id"]
        judged = lines[keys].assign(
            duplicate_lines=near_duplicates(lines, self._shop, self._embed)
            if len(lines)
            else np.zeros(0, dtype=bool),
            not_interest_lines=_among(lines, self._not_interests),
            lines_matched=_among(lines, self._pairs[self._pairs["matches"]]),
        )
        # What stands for an interest too is true, whatever else it stands for.
        judged["not_interest_lines"] &= ~judged["lines_matched"]
        for way in ("by_name", "by_labels", "by_evidence"):
            judged[f"lines_matched_{way}"] = _among(lines, self._pairs[self._pairs[way]])
        figures = self.found(lines[keys], users)
        for name in judged.columns.difference(keys, sort=False):
            figures |= _share(name, judged["user_id"], judged[name])
        busy = self._shop.sizes[users]
        busy = busy[busy >= EVENTS_FOR_A_LINE]
        empty = pd.Series(~busy.index.isin(lines["user_id"]))
        return figures | _share("empty_profiles", pd.Series(busy.index), empty)

    def found(self, lines: pd.DataFrame, users: pd.Index | None = None) -> dict[str, float]:
        """Shares of interests that some line names."""
        users = self._shop.sizes.index if users is None else users
        known = self._reference.interests
        known = known[known["user_id"].isin(users)]
        named = lines.merge(self._pairs[self._pairs["matches"]])
        found = _among(known, named, ["user_id", "interest"])
        parts = {
            "core_found": known["strength"] == "core",
            "minor_found": known["strength"] == "minor",
            "ongoing_found": known["stage"] == "ongoing",
            "past_found": known["stage"] == "past",
            "interests_found": pd.Series(True, index=known.index),
        }
        figures: dict[str, float] = {}
        for name, part in parts.items():
            figures |= _share(name, known.loc[part, "user_id"], found[part])
        return figures

    def calibration(self) -> dict[str, float]:
        """How far the confidence of lines is from the share that matches."""
        lines = self._shop.lines
        matched = _among(lines, self._pairs[self._pairs["matches"]]).to_numpy()
        confidence = lines["confidence"].to_numpy(dtype=np.float64)
        return {
            "mean_confidence": float(confidence.mean()) if len(lines) else float("nan"),
            "confidence_ece": expected_calibration_error(confidence, matched),
        }

    def agreement(self) -> dict[str, float]:
        """How often matching says of a line what the reader said of it."""
        verdicts = self._reference.verdicts
        known = verdicts.merge(self._shop.topics[["user_id", "topic_id", "topic_name"]])
        matched = _among(known, self._pairs[self._pairs["matches"]])
        named = known["verdict"].isin(_NAMES_AN_INTEREST)
        return {"verdict_count": len(known)} | _share(
            "verdict_agreement", known["user_id"], matched == named
        )


def _among(rows: pd.DataFrame, others: pd.DataFrame, keys: list[str] | None = None) -> pd.Series:
    keys = keys or ["user_id", "topic_id"]
    known = pd.MultiIndex.from_frame(others[keys])
    return pd.Series(pd.MultiIndex.from_frame(rows[keys]).isin(known), index=rows.index)


def _share(name: str, users: pd.Series, hits: pd.Series) -> dict[str, float]:
    """Share of the rows that are hits, with an interval over users."""
    counted = pd.DataFrame({"user": users.to_numpy(), "hit": hits.to_numpy(dtype=np.float64)})
    by_user = counted.groupby("user")["hit"].agg(["sum", "size"])
    mean, low, high = mean_interval(by_user["sum"].to_numpy(), by_user["size"].to_numpy(float))
    return {name: mean, f"{name}_ci_low": low, f"{name}_ci_high": high}


def _by_size(sizes: pd.Series) -> Mapping[str, pd.Index]:
    """Users in three parts of about the same number, by events within the window."""
    order = sizes.sort_values(kind="stable").index
    light, medium, heavy = np.array_split(np.arange(len(order)), 3)
    return {"light": order[light], "medium": order[medium], "heavy": order[heavy]}
