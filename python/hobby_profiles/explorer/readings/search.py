"""Search among topics: by name, by label, by meaning."""

from __future__ import annotations

from typing import Any

import pandas as pd

from hobby_profiles.core.tables import Warehouse
from hobby_profiles.report.lookup import TOPIC_NAMES
from hobby_profiles.report.search import find_name
from hobby_profiles.taxonomy.nearest import MeaningSettings, nearest_topics

_MOST = 25
_NEAR = 0.4


def names_of(warehouse: Warehouse) -> pd.DataFrame:
    """Return all that topics go by, to search in; sensitive ones left out."""
    return warehouse.frame(
        f"select * from ({TOPIC_NAMES}) where audience_id in "  # noqa: S608 - no values
        "(select topic_id from marts.hobby__topics where not is_sensitive)"
    )


def called(asked: str, names: pd.DataFrame) -> dict[str, str]:
    """Find the topics that are called so, or nearly so.

    What :func:`hobby_profiles.report.search.find_name` finds comes first, then what has the words
    in its name, then what has them in a label.

    Args:
        asked: The words.
        names: audience_id, name, title, user_count.

    Returns:
        How each was found, by topic_id.
    """
    found = find_name(asked, names, None)
    hits: dict[str, str] = dict.fromkeys(found.ids, found.how)
    words = names[names["name"].str.contains(asked, case=False, regex=False)]
    words = words.assign(is_title=words["name"] == words["title"]).sort_values(
        ["is_title", "user_count", "audience_id"], ascending=[False, False, True]
    )
    for topic_id, is_title in words[["audience_id", "is_title"]].itertuples(index=False):
        if len(hits) < _MOST:
            hits.setdefault(topic_id, "name" if is_title else "label")
    return hits


def meant(asked: str, topics: pd.DataFrame, settings: MeaningSettings) -> dict[str, str]:
    """Find the topics that are near in meaning, as :func:`called` returns them."""
    near: dict[Any, float] = nearest_topics([asked], topics, settings, _NEAR)[0]
    return dict.fromkeys(near, "meaning")
