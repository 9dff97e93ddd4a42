"""Finding the user, topic or collection that somebody names on the command line."""

from __future__ import annotations

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.tables import Row, Warehouse
from hobby_profiles.report.readings import read_collections


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


def find_topic(warehouse: Warehouse, name: str) -> Row:
    """Return the topic that an id, a name or a path names, in any case, with its user_count.

    Raises:
        InputError: If there is none; the message offers the topics that look most alike.
    """
    found = warehouse.rows(
        """
        select topics.*, summary.user_count
        from marts.hobby__topics as topics
        inner join marts.hobby__topic_summary as summary on topics.topic_id = summary.topic_id
        where lower($name) in (
            lower(topics.topic_id), lower(topics.topic_name), lower(topics.topic_path)
        )
        order by summary.user_count desc, topics.product_count desc, topics.topic_id limit 1
        """,
        {"name": name},
    )
    if found:
        return found[0]
    near = warehouse.rows(
        """
        select topic_name from marts.hobby__topics group by topic_name
        order by
            jaro_winkler_similarity(lower(topic_name), lower($name)) desc, topic_name
        limit 5
        """,
        {"name": name},
    )
    raise InputError(f"No topic is called {name!r}. {_offer([row.topic_name for row in near])}")


def find_collection(warehouse: Warehouse, name: str) -> Row:
    """Return the row of ``hobby__collections`` that an id or a name names, in any case.

    Raises:
        InputError: If there is none; the message offers all collections there are.
    """
    rows = read_collections(warehouse)
    found = [
        row
        for row in rows
        if name.lower() in (row.collection_id.lower(), row.collection_name.lower())
    ]
    if found:
        return found[0]
    raise InputError(
        f"No collection is called {name!r}. {_offer([row.collection_id for row in rows])}"
    )


def _offer(names: list[str]) -> str:
    if not names:
        return "There is none at all in this warehouse."
    return "Perhaps you mean: " + ", ".join(names) + "."
