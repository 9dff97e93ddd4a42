"""Which models another engine builds, and which tables it needs for that, read off dbt's nodes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

_PACKAGE = "hobby_profiles"

FOLDERS = tuple(
    f"{_PACKAGE}.{folder}"
    for folder in (
        "engagement",
        "journeys",
        "campaigns",
        "analysis",
        "preferences",
        "personas",
        "recommendations",
        "marts.profiles",
        "marts.marketing",
        "marts.customers",
        "marts.personas",
        "marts.recommendations",
    )
)
"""Folders of models right of the wall, as dbt selects them."""

MEASURES = ("int_hobby__profile_failures", "hobby__profile_health", "hobby__journey_health")
"""Models beside these folders that read nothing left of the wall."""

EXCLUDED = ("int_hobby__rejected_rows",)
"""Reads the rejected rows of all inputs, of products too, and stays with staging."""


@dataclass(frozen=True)
class UserSide:
    """What the other engine builds, and what it needs first.

    Attributes:
        select: What dbt is told to build: folders of models, names of models and seeds.
        exclude: What of these it is told to leave out.
        tables: Name of each table that is handed over, as this project writes it
            (``staging.stg_hobby__events``), and schema and table as this build calls it.
        schemas: Schemas that are written to, as this build calls them.
        marts: Public tables that are built, likewise.
    """

    select: tuple[str, ...]
    exclude: tuple[str, ...]
    tables: Mapping[str, str]
    schemas: tuple[str, ...]
    marts: Mapping[str, str]


def user_side(
    nodes: Mapping[str, Mapping[str, Any]], built: Collection[str] | None = None
) -> UserSide:
    """Read the user side off dbt's nodes.

    Args:
        nodes: Nodes of dbt's manifest by their unique id.
        built: Unique ids of the models to build; by default all of the user side.

    Returns:
        What is built, and the models elsewhere that it reads. A data test that reads still others,
        such as the events of users who are left out, is excluded: those stay where they are.
    """
    ours = {key: node for key, node in nodes.items() if node["package_name"] == _PACKAGE}
    models = set(built) if built is not None else {key for key in ours if _is_built(ours[key])}
    read = {parent for key in models for parent in ours[key]["depends_on"]["nodes"]} - models
    needed = [ours[key] for key in sorted(read)]
    of_models = [ours[key] for key in sorted(models)]
    seeds = tuple(node["name"] for node in needed if node["resource_type"] == "seed")
    chosen = (*FOLDERS, *MEASURES) if built is None else tuple(node["name"] for node in of_models)
    return UserSide(
        select=(*chosen, *seeds),
        exclude=(*EXCLUDED, *_tests_beyond(ours, models, models | read)),
        tables={_told(node): _held(node) for node in needed if node["resource_type"] == "model"},
        schemas=tuple(sorted({node["schema"] for node in (*of_models, *needed)})),
        marts={_told(node): _held(node) for node in of_models if node["fqn"][1] == "marts"},
    )


def _is_built(node: Mapping[str, Any]) -> bool:
    if node["resource_type"] != "model" or node["name"] in EXCLUDED:
        return False
    path = ".".join(node["fqn"])
    return node["name"] in MEASURES or any(path.startswith(f"{folder}.") for folder in FOLDERS)


def _tests_beyond(
    nodes: Mapping[str, Mapping[str, Any]], models: Collection[str], known: Collection[str]
) -> list[str]:
    found = []
    for node in nodes.values():
        parents = set(node["depends_on"]["nodes"]) if node["resource_type"] == "test" else set()
        if not parents.isdisjoint(models) and not parents <= set(known):
            found.append(node["name"])
    return sorted(found)


def _told(node: Mapping[str, Any]) -> str:
    return f"{node['fqn'][1]}.{node['name']}"


def _held(node: Mapping[str, Any]) -> str:
    return f"{node['schema']}.{node.get('alias') or node['name']}"
