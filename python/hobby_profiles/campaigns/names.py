"""What the names on the command line mean: topics, collections, personas, brands, journeys."""

from __future__ import annotations

from collections.abc import Callable

from hobby_profiles.campaigns.rules import Rule
from hobby_profiles.core.errors import InputError
from hobby_profiles.core.tables import Warehouse
from hobby_profiles.report.lookup import COLLECTION_NAMES, TOPIC_NAMES, reading
from hobby_profiles.report.search import Found, find_name
from hobby_profiles.taxonomy.nearest import MeaningSettings

_NAMES = {
    "topic": TOPIC_NAMES,
    "collection": COLLECTION_NAMES,
    "persona": """
        select persona_id as audience_id, name, any_value(persona_name) as title,
            count(*) as user_count
        from marts.hobby__user_personas, unnest([persona_id, persona_name]) as names (name)
        group by persona_id, name
    """,
    "brand": """
        select brand as audience_id, brand as name, brand as title, count(*) as user_count
        from marts.hobby__brand_audiences
        group by brand
    """,
    "journey": """
        select journey_keyword as audience_id, name, journey_keyword as title,
            count(*) as user_count
        from marts.hobby__user_journeys, unnest([journey_keyword, journey_name]) as names (name)
        group by journey_keyword, name
    """,
}


def find_rule(
    warehouse: Warehouse,
    clause: str,
    asked: str,
    min_affinity: str,
    meaning: Callable[[], MeaningSettings] | None,
) -> tuple[Rule, str]:
    """Make a rule of a name.

    Args:
        warehouse: A build.
        clause: any, all or not.
        asked: A name; ``kind:name`` says of which kind. Without one, what is called so exactly is
            taken, topics before collections, personas, brands and journeys; then the topic that
            is near enough.
        min_affinity: Lowest band that meets the rule.
        meaning: Gives the model that compares meanings; None leaves that out.

    Returns:
        The rule, and how its name was read; empty if it is the name itself.

    Raises:
        InputError: If nothing is near enough, or it is a sensitive topic.
    """
    kind, _, rest = asked.partition(":")
    if kind in _NAMES and rest.strip():
        kinds, name = [kind], rest.strip()
    else:
        kinds, name = list(_NAMES), asked.strip()
    found, kind = Found((), "", name, ()), kinds[0]
    for candidate in kinds:
        exact = find_name(name, warehouse.frame(_NAMES[candidate]), None)
        if exact.how == "name":
            found, kind = exact, candidate
            break
    else:
        found = find_name(name, warehouse.frame(_NAMES[kind]), meaning)
    if not found.ids:
        near = f" Near it are: {', '.join(found.others)}." if found.others else ""
        raise InputError(f"Nothing to find people by is called {name!r}.{near}")
    if kind == "topic":
        _refuse_sensitive(warehouse, found)
    return Rule(clause, kind, found.name, min_affinity, found.ids), reading(asked, kind, found)


def _refuse_sensitive(warehouse: Warehouse, found: Found) -> None:
    sensitive = warehouse.rows(
        """
        select topic_id from marts.hobby__topics
        where is_sensitive and list_contains($ids, topic_id)
        """,
        {"ids": list(found.ids)},
    )
    if sensitive:
        raise InputError(
            f"{found.name!r} is a sensitive topic: no audience is made of it, whatever the "
            "settings. Leave it out."
        )
