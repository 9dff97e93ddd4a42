"""Which users, topic and collection a report shows when nobody names them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from hobby_profiles.core.tables import Row

_LINES_LOOKED_AT = 6
_SHORTLIST = 60
_MOST_TELLING_LINE = 3
_COMPANY = 5
_GOOD_AUDIENCE = 20


def varied_users(profiles: Iterable[Row], size: int) -> list[str]:
    """Choose users whose profiles are well supported and differ from one another.

    Greedy: each next user is the one with the most evidence, discounted by the share of topics
    and branches that earlier choices already show.

    Args:
        profiles: Rows of ``hobby__user_profiles``.
        size: How many users; fewer come back if there are fewer.

    Returns:
        User ids, in the order chosen; the same for the same rows in any order.
    """
    lines: dict[str, list[Row]] = defaultdict(list)
    for row in profiles:
        if row.profile_rank <= _LINES_LOOKED_AT:
            lines[row.user_id].append(row)
    evidence = {
        user: math.fsum(math.log1p(row.product_count) for row in rows)
        for user, rows in lines.items()
    }
    shortlist = sorted(lines, key=lambda user: (-evidence[user], user))[:_SHORTLIST]
    themes = {
        user: {name for row in lines[user] for name in (row.topic_id, _branch(row))}
        for user in shortlist
    }
    chosen: list[str] = []
    seen: set[str] = set()
    while shortlist and len(chosen) < size:
        worth = {
            user: evidence[user] * (1 - len(themes[user] & seen) / len(themes[user]))
            for user in shortlist
        }
        best = max(shortlist, key=worth.__getitem__)
        shortlist.remove(best)
        chosen.append(best)
        seen |= themes[best]
    return chosen


def telling_topic(
    profiles: Iterable[Row], topics: Iterable[Row], user_ids: list[str]
) -> Row | None:
    """Choose a topic whose audience is worth a look: high in a shown profile, with company.

    Args:
        profiles: Rows of ``hobby__user_profiles``.
        topics: Rows of ``hobby__topics`` with ``user_count``.
        user_ids: The users shown beside it.

    Returns:
        A row of ``topics``, or None where there are no profiles.
    """
    shown = {
        row.topic_id
        for row in profiles
        if row.user_id in user_ids and row.profile_rank <= _MOST_TELLING_LINE
    }

    # A handful of users make a list; half the shop makes a topic that tells little.
    def misfit(topic: Row) -> tuple[bool, int, str]:
        too_few = topic.user_count < _COMPANY
        return too_few, abs(topic.user_count - _GOOD_AUDIENCE), topic.topic_id

    return min((topic for topic in topics if topic.topic_id in shown), key=misfit, default=None)


def _branch(row: Row) -> str:
    return str(row.topic_path).split(" > ")[0]
