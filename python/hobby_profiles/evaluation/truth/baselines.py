"""Lines that plain orders of a user's topics would show."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.evaluation.truth.shop import Shop


def baseline_lines(shop: Shop) -> dict[str, pd.DataFrame]:
    """Show as many leaf topics of each user as the profile shows, by plain orders.

    Frequency is the number of events; RFM the mean of the percentile ranks of last event, events
    and spend among the user's leaf topics (Bult and Wansbeek, 1995); profile_score the mart's.

    Args:
        shop: Topics of the users, and the lines of their profiles.

    Returns:
        Name, and lines (user_id, topic_id, profile_rank), best first. A user without a line has
        none here either.
    """
    leaves = shop.topics[shop.topics["is_leaf"]]
    users = leaves.groupby("user_id")
    rfm = sum(
        users[column].rank(pct=True) for column in ("last_event_at", "event_count", "spend_amount")
    )
    orders = {
        "frequency": leaves["event_count"],
        "rfm_user": rfm,
        "profile_score": leaves["profile_score"],
    }
    length = shop.lines.groupby("user_id").size()
    return {name: _top(leaves.assign(order=order), length) for name, order in orders.items()}


def _top(topics: pd.DataFrame, length: pd.Series) -> pd.DataFrame:
    by = ["user_id", "order", "event_count", "last_event_at", "topic_id"]
    ordered = topics.sort_values(by, ascending=[True, False, False, False, True])
    ranked = ordered.assign(profile_rank=ordered.groupby("user_id").cumcount() + 1)
    allowed = ranked["user_id"].map(length).fillna(0)
    kept = ranked.loc[ranked["profile_rank"] <= allowed, ["user_id", "topic_id", "profile_rank"]]
    return kept.reset_index(drop=True)
