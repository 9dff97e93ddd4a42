"""What is written, what has to be added by hand, and what to type next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hobby_profiles.app.built import Build, read_yaml
from hobby_profiles.app.init import texts
from hobby_profiles.app.init.columns import recognise
from hobby_profiles.app.init.tables import Table
from hobby_profiles.core.errors import InputError
from hobby_profiles.core.terminal import program

_OF_EVENTS = ("product_id", "product_name", "category_path", "brand")
_FOLDER = Path("models", "hobby")


@dataclass(frozen=True)
class Model:
    """A model to write: the shop's table, and its columns by column of the contract."""

    name: str
    table: Table
    columns: dict[str, str]
    text: str


@dataclass
class Plan:
    """What there is to do.

    Attributes:
        models: By input.
        files: Texts of the files to write; none of them is there yet.
        to_add: Lines for files that are there already.
        next_steps: Commands.
    """

    models: dict[str, Model]
    files: dict[Path, str] = field(default_factory=dict)
    to_add: dict[Path, str] = field(default_factory=dict)
    next_steps: list[str] = field(default_factory=list)


def make_plan(
    build: Build,
    tables: Mapping[str, Table],
    chosen: Mapping[str, Mapping[str, str]],
    package: Mapping[str, str],
) -> Plan:
    """Plan the files of a project.

    Args:
        build: The project's folder; it need not be there.
        tables: The shop's tables by input; without products, they are read off the events.
        chosen: The shop's columns that are named, by input and column.
        package: Entry of ``packages.yml``.

    Raises:
        InputError: If a model would be written over, a column is not found, or the folder is that
            of this project.
    """
    folder = build.project_dir
    own = _project(folder / "dbt_project.yml")
    project = str(own.get("name") or _identifier(folder.resolve().name))
    if project == "hobby_profiles":
        raise InputError(
            f"{folder.resolve()} is hobby_profiles itself. Name a folder of your own; or put "
            "your files into a folder and set hobby__data_dir to it."
        )
    plan = Plan(_models(tables, chosen))
    for model in plan.models.values():
        _not_there(folder, model.name)
        plan.files[folder / _FOLDER / f"{model.name}.sql"] = model.text
    sources: dict[str, set[str]] = {}
    for table in tables.values():
        if table.source:
            sources.setdefault(table.source[0], set()).add(table.source[1])
    if sources:
        plan.files[_free(folder / _FOLDER / "_hobby__sources.yml")] = texts.sources_file(sources)
    names = {name: model.name for name, model in plan.models.items()}
    _place(plan, folder / "dbt_project.yml", texts.project_file(project, names),
           texts.variables(project, names))  # fmt: skip
    packages = texts.packages_file(package)
    _place(plan, folder / "packages.yml", packages, packages)
    _plan_profile(plan, build, str(own.get("profile") or project))
    dbt, ours = program("dbt", folder.resolve()), program(folder=folder.resolve())
    selected = " ".join(f"+{name}" for name in names.values())
    plan.next_steps = [
        *([f"cd {folder}"] if folder.resolve() != Path.cwd() else []),
        f"{dbt} deps",
        f"{dbt} build --select {selected}",
        f"{ours} doctor",
        f"{dbt} build --exclude-resource-type unit_test",
        f"{ours} show",
    ]
    return plan


def _models(
    tables: Mapping[str, Table], chosen: Mapping[str, Mapping[str, str]]
) -> dict[str, Model]:
    models = {}
    for name in ("products", "events", "users"):
        if name in tables:
            table = tables[name]
            columns = recognise(name, table.columns, chosen[name])
            text = texts.mapping_model(table, columns)
        elif name == "products":
            table = tables["events"]
            columns = recognise(name, table.columns, chosen[name], wanted=_OF_EVENTS)
            text = texts.products_of_events(table, columns)
        elif chosen[name]:
            raise InputError(f"--column {name}.…: no table of {name} is named with --{name}.")
        else:
            continue
        models[name] = Model(f"my_{name}", table, columns, text)
    return models


def _plan_profile(plan: Plan, build: Build, profile: str) -> None:
    """Write a profile, or say which line the one that dbt finds still needs."""
    own = build.project_dir / "profiles.yml"
    found = build.profiles_file()
    if found is None:
        plan.files[own] = texts.profiles_file(profile)
    elif profile not in _project(found):
        plan.to_add[found] = texts.profiles_file(profile)
    elif "hobby_profiles.dbt_plugin" not in found.read_text(encoding="utf-8"):
        plan.to_add[found] = f"# to the output of {profile}:\n{texts.plugin()}"


def _place(plan: Plan, file: Path, whole: str, lines: str) -> None:
    if file.exists():
        plan.to_add[file] = lines
    else:
        plan.files[file] = whole


def _not_there(folder: Path, model: str) -> None:
    for ending in ("sql", "py"):
        for file in sorted((folder / "models").rglob(f"{model}.{ending}")):
            raise InputError(
                f"{file} is there already, and init writes over nothing. Rename or remove it, or "
                "name another folder."
            )


def _free(file: Path) -> Path:
    if file.exists():
        raise InputError(f"{file} is there already, and init writes over nothing. Remove it.")
    return file


def _identifier(name: str) -> str:
    """Make a name that dbt takes for a project."""
    words = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return words if words[:1].isalpha() else f"shop_{words}".rstrip("_")


def _project(file: Path) -> dict[str, Any]:
    return read_yaml(file) if file.is_file() else {}
