"""Finding the user, topic or collection that somebody names on the command line."""

from __future__ import annotations

from collections.abc import Callable

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.tables import Row, Warehouse
from hobby_profiles.report.readings import read_collections
from hobby_profiles.report.search import Found, find_name
from hobby_profiles.taxonomy.nearest import MeaningSettings

TOPIC_NAMES = """
    with

    names as (
        select topic_id, topic_id as name from marts.hobby__topics
        union
        select topic_id, topic_name from marts.hobby__topics
        union
        select topic_id, topic_path from marts.hobby__topics
        union
        select topic_id, label from marts.hobby__product_topics
    )

    select topics.topic_id as audience_id, names.name, topics.topic_name as title,
        summary.user_count
    from names
    inner join marts.hobby__topics as topics on names.topic_id = topics.topic_id
    inner join marts.hobby__topic_summary as summary on topics.topic_id = summary.topic_id
"""
COLLECTION_NAMES = """
    select collection_id as audience_id, collection_name as name, collection_name as title,
        audience_size as user_count
    from marts.hobby__collections
    union all
    select collection_id, collection_id, collection_name, audience_size
    from marts.hobby__collections
"""


def find_user(warehouse: Warehouse, user_id: str) -> str:
    """Return the id of a user with events in the window.

    Raises:
        InputError: If there is none; the message offers the ids that look most alike.
    """
    found = warehouse.rows(
        "select user_id from engagement.int_hobby__user_totals where user_id = $user_id",
        {"user_id": user_id},
    )
    if found:
        return user_id
    near = warehouse.rows(
        """
        select user_id from engagement.int_hobby__user_totals
        order by levenshtein(user_id, $user_id), user_id limit 5
        """,
        {"user_id": user_id},
    )
    raise InputError(
        f"No user {user_id!r} has an accepted event in the window (deleted users and those "
        f"without consent have none; see marts.hobby__rejected_rows). "
        + _offer([row.user_id for row in near])
    )


def find_topic(
    warehouse: Warehouse, name: str, meaning: Callable[[], MeaningSettings] | None = None
) -> Row:
    """Return the topic that a name, id, path or label means, with its user_count.

    Args:
        warehouse: A build.
        name: In any case; see :func:`hobby_profiles.report.search.find_name`.
        meaning: Gives the model that compares meanings; None leaves that out.

    Returns:
        The row of ``hobby__topics`` with ``user_count``, and ``found``: how it was found.

    Raises:
        InputError: If nothing is near enough; the message offers what is nearest.
    """
    found = find_name(name, warehouse.frame(TOPIC_NAMES), meaning)
    if not found.ids:
        raise InputError(f"No topic is called {name!r}. {_offer(list(found.others))}")
    [row] = warehouse.rows(
        """
        select topics.*, summary.user_count
        from marts.hobby__topics as topics
        inner join marts.hobby__topic_summary as summary on topics.topic_id = summary.topic_id
        where topics.topic_id = $topic_id
        """,
        {"topic_id": found.ids[0]},
    )
    row.found = found
    return row


def find_collection(
    warehouse: Warehouse, name: str, meaning: Callable[[], MeaningSettings] | None = None
) -> Row:
    """Return the row of ``hobby__collections`` that an id or a name means.

    Args:
        warehouse: A build.
        name: In any case; see :func:`hobby_profiles.report.search.find_name`.
        meaning: Gives the model that compares meanings; None leaves that out.

    Returns:
        The row, and ``found``: how it was found.

    Raises:
        InputError: If nothing is near enough; the message offers what is nearest.
    """
    found = find_name(name, warehouse.frame(COLLECTION_NAMES), meaning)
    if not found.ids:
        raise InputError(f"No collection is called {name!r}. {_offer(list(found.others))}")
    row = next(row for row in read_collections(warehouse) if row.collection_id == found.ids[0])
    row.found = found
    return row


def reading(asked: str, kind: str, found: Found) -> str:
    """Say how a name was read; empty where it is the name itself."""
    if found.how == "name":
        return ""
    others = f"; near it too: {', '.join(found.others)}" if found.others else ""
    return f"{asked!r} is read as the {kind} {found.name!r} (by its {found.how}){others}"


def _offer(names: list[str]) -> str:
    if not names:
        return "There is none at all in this warehouse."
    return "Perhaps you mean: " + ", ".join(names) + "."
