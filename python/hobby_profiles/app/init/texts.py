"""The files that are written, as texts."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from hobby_profiles.app.init.tables import ROW_PROBLEM, Table
from hobby_profiles.core.sql import identifier

_WRITTEN = "Written by `hobby-profiles init`; yours to change."


def mapping_model(table: Table, columns: Mapping[str, str]) -> str:
    """Write a model that gives a table's columns the names of the input contract.

    Args:
        table: The shop's table.
        columns: Its columns by column of the contract.
    """
    chosen = [f"    {_quoted(source)} as {column}" for column, source in columns.items()]
    unused = [column for column in table.columns if column not in columns.values()]
    if table.is_csv:
        chosen.append(f"    {ROW_PROBLEM}")
    return "\n".join(
        [
            f"-- {_WRITTEN}",
            f"-- One row per row of {_comment(table.name)}.",
            *([f"-- Not used: {_comment(', '.join(unused))}"] if unused else []),
            *_config(table),
            "select",
            ",\n".join(chosen),
            f"from {table.relation}",
            "",
        ]
    )


def products_of_events(table: Table, columns: Mapping[str, str]) -> str:
    """Write a model of the products that a table of events names, each with its usual name.

    Args:
        table: The shop's table of events.
        columns: Its columns by column of the contract of products.
    """
    names = list(columns)
    others = [name for name in names if name != "product_id"]
    return "\n".join(
        [
            f"-- {_WRITTEN}",
            f"-- One row per product of {_comment(table.name)}, named as most of its rows do.",
            *_config(table),
            "with",
            "",
            "lines as (",
            "    select",
            *(f"        {_quoted(source)} as {column}," for column, source in columns.items()),
            "        count(*) as line_count",
            f"    from {table.relation}",
            *([f"    where {ROW_PROBLEM} is null"] if table.is_csv else []),
            "    group by all",
            ")",
            "",
            "select",
            ",\n".join(f"    {name}" for name in names),
            "from lines",
            "qualify row_number() over (",
            "    partition by product_id",
            "    order by",
            "        coalesce(cast(product_name as varchar), '') = '',",
            "        line_count desc,",
            f"        {', '.join(others)}",
            ") = 1",
            "",
        ]
    )


def variables(project: str, models: Mapping[str, str]) -> str:
    """Write the variables that name the models."""
    lines = [
        f"    hobby__{name}: \"{{{{ ref('{project}', '{model}') }}}}\""
        for name, model in models.items()
    ]
    return "\n".join(["vars:", "  hobby_profiles:", *lines, ""])


def project_file(project: str, models: Mapping[str, str]) -> str:
    """Write ``dbt_project.yml``."""
    return (
        f"# {_WRITTEN}\n"
        f"name: {project}\n"
        'version: "1.0.0"\n'
        f"profile: {project}\n"
        "flags: {send_anonymous_usage_stats: false}\n\n" + variables(project, models)
    )


def profiles_file(profile: str) -> str:
    """Write ``profiles.yml``: a DuckDB file beside it."""
    return (
        f"# {_WRITTEN}\n"
        f"{profile}:\n"
        "  target: dev\n"
        "  outputs:\n"
        "    dev:\n"
        "      type: duckdb\n"
        f"      path: {profile}.duckdb\n"
        "      schema: analytics\n"
        "      threads: 2\n"
        "      settings: {TimeZone: UTC}\n" + plugin("      ")
    )


def plugin(indent: str = "") -> str:
    """Write the line of an output in ``profiles.yml`` that reads files."""
    return f"{indent}plugins: [{{module: hobby_profiles.dbt_plugin}}]\n"


def packages_file(package: Mapping[str, str]) -> str:
    """Write ``packages.yml``."""
    return yaml.safe_dump({"packages": [dict(package)]}, sort_keys=False)


def sources_file(sources: Mapping[str, set[str]]) -> str:
    """Write the sources that the models read: tables by schema."""
    listed = [
        {"name": schema, "schema": schema, "tables": [{"name": table} for table in sorted(tables)]}
        for schema, tables in sorted(sources.items())
    ]
    return yaml.safe_dump({"version": 2, "sources": listed}, sort_keys=False)


def _config(table: Table) -> list[str]:
    # A view would read the file again for each model that selects from it.
    return ["{{ config(materialized='table') }}", ""] if table.is_file else [""]


def _comment(text: str) -> str:
    return " ".join(text.replace("{", "(").replace("}", ")").split())


def _quoted(column: str) -> str:
    # Jinja reads the file before SQL does.
    name = identifier(column)
    return name if "{" not in name else "{{ " + repr(name) + " }}"
