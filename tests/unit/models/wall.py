"""The rules of the wall between products and users, read from dbt's manifest."""

from __future__ import annotations

from typing import Any

Manifest = dict[str, Any]

PRODUCT_SIDE = ("labels/", "taxonomy/", "keywords/", "attributes/", "neighbours/", "marts/taxonomy/")
STAGING = "staging/"
DOOR = "engagement/counts/"
#: Measures of the product side, which a reader of the health of profiles wants beside them.
MEASURES = ("health/", "marts/monitoring/")
THIN = (
    "marts/profiles/",
    "marts/marketing/",
    "marts/customers/",
    "marts/personas/",
    "marts/recommendations/",
    "marts/monitoring/",
)
#: Definitions of personas and collections name topics and products, and know nobody.
ABOUT_PRODUCTS = (
    "stg_hobby__product",
    "int_hobby__product",
    "stg_hobby__persona",
    "stg_hobby__collections",
)


def broken_rules(manifest: Manifest) -> list[str]:
    """Return a sentence for each model that breaks a rule, sorted."""
    nodes = models(manifest)
    found = []
    for node in nodes.values():
        parents = [nodes[key] for key in node["depends_on"]["nodes"] if key in nodes]
        found += [f"{node['name']} {fault}" for fault in _faults(node, parents)]
    return sorted(found)


def models(manifest: Manifest) -> Manifest:
    """Return the project's models by their unique id."""
    return {
        key: node
        for key, node in manifest["nodes"].items()
        if node["resource_type"] == "model" and node["package_name"] == "hobby_profiles"
    }


def is_wall(node: Manifest) -> bool:
    """Return whether a model is a table of the wall: it carries the tag."""
    return "wall" in node["config"]["tags"]


def side_of(node: Manifest) -> str:
    """Return the side of the wall a model stands on: products, staging, door or users."""
    path = node["path"]
    if path.startswith(PRODUCT_SIDE):
        return "products"
    if path.startswith(STAGING):
        return "staging"
    return "door" if path.startswith(DOOR) else "users"


def picture(manifest: Manifest) -> str:
    """Return the wall as text: its tables, the door, and who reads them from which side."""
    nodes = models(manifest)
    lines = ["The wall: tables about products only"]
    for title, passes in (
        ("wall", [node for node in nodes.values() if is_wall(node)]),
        ("door, from users to products", [n for n in nodes.values() if side_of(n) == "door"]),
    ):
        for node in sorted(passes, key=lambda node: node["name"]):
            readers = [n for n in nodes.values() if node["unique_id"] in n["depends_on"]["nodes"]]
            sides = [side_of(reader) for reader in readers]
            lines.append(
                f"  {title}: {node['name']}, read by {sides.count('products')} models on the "
                f"product side and {sides.count('users')} on the user side"
            )
    return "\n".join(lines)


def _faults(node: Manifest, parents: list[Manifest]) -> list[str]:
    side, name, path = side_of(node), node["name"], node["path"]
    faults = []
    if side in ("users", "door") and node["language"] != "sql":
        faults.append("is Python, right of the wall")
    if side == "products" or (side == "staging" and name.startswith(ABOUT_PRODUCTS)):
        faults += [
            f"reads {parent['name']}, which knows users"
            for parent in parents
            if side_of(parent) == "users"
            or (side_of(parent) == "staging" and not parent["name"].startswith(ABOUT_PRODUCTS))
        ]
    if side == "door":
        columns = node["columns"]
        if not node["config"]["contract"]["enforced"]:
            faults.append("goes through the door without an enforced contract")
        if any("user" in column for column in columns):
            faults.append("carries users through the door")
    if side == "users" and not path.startswith(MEASURES):
        faults += [
            f"reads {parent['name']}, which stands behind the wall"
            for parent in parents
            if side_of(parent) == "products" and not is_wall(parent)
        ]
    if name.startswith(("int_", "stg_")):
        faults += [
            f"reads the mart {parent['name']}, which is no table of the wall"
            for parent in parents
            if parent["path"].startswith("marts/") and not is_wall(parent)
        ]
    if path.startswith("marts/"):
        faults += [
            f"is a mart and reads {parent['name']} of staging"
            for parent in parents
            if side_of(parent) == "staging"
        ]
    if path.startswith(THIN):
        code = " ".join(node["raw_code"].split())
        faults += [
            f"is a mart and works out '{work}' instead of selecting"
            for work in ("group by", "over (", "count(", "sum(")
            if work in code
        ]
    if side != "staging":
        reads_source = node["sources"] or any(
            key.startswith("source.") for key in node["depends_on"]["nodes"]
        )
        if reads_source or "macro.hobby_profiles.hobby__input" in node["depends_on"]["macros"]:
            faults.append("reads a source, which only staging may")
    return faults
