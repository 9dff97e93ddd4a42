"""Recommendations and preferences as commands show them. Enters: a user. Leaves: rows."""

from __future__ import annotations

from hobby_profiles.core.tables import Row, Warehouse

_LEAST_LIFT = 1.2
_LEAST_PURCHASES = 3


def read_recommendations(warehouse: Warehouse, user_id: str, most: int) -> list[Row]:
    """Return a user's first recommendations, best first."""
    return warehouse.rows(
        """
        select * from marts.hobby__user_recommendations
        where user_id = $user_id and recommendation_rank <= $most
        order by recommendation_rank
        """,
        {"user_id": user_id, "most": most},
    )


def read_preferences(warehouse: Warehouse, user_id: str, most: int) -> list[Row]:
    """Return what a user leans to most: a lift from 1.2 on, from three purchases on."""
    return warehouse.rows(
        """
        select * from marts.hobby__user_preferences
        where user_id = $user_id and lift >= $lift and evidence_count >= $purchases
        order by lift desc, attribute, value
        limit $most
        """,
        {"user_id": user_id, "lift": _LEAST_LIFT, "purchases": _LEAST_PURCHASES, "most": most},
    )
