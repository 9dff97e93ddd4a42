"""Where the last build lies: the database that dbt's profile names, the tables of its manifest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click
import jinja2
import yaml

from hobby_profiles.app.project import project_vars
from hobby_profiles.core.errors import InputError
from hobby_profiles.core.tables import PATH_VARIABLE, Warehouse, open_warehouse, warehouse_path
from hobby_profiles.embedding.shipped import SHIPPED_MODEL
from hobby_profiles.taxonomy.nearest import MeaningSettings

_FUNCTION = Callable[..., Any]


@dataclass(frozen=True)
class Build:
    """Which build a command reads.

    Attributes:
        project_dir: Folder with ``dbt_project.yml``: this project's, or that of a shop which has
            it installed.
        profiles_dir: Folder with ``profiles.yml``; None looks where dbt looks.
        target: Output of the profile; empty for the profile's own choice.
    """

    project_dir: Path = Path()
    profiles_dir: Path | None = None
    target: str = ""

    @contextmanager
    def opened(self) -> Iterator[Warehouse]:
        """Open the database that this build wrote.

        Raises:
            InputError: If the profile cannot be read, names no DuckDB file, or that cannot be read.
        """
        with open_warehouse(self.database(), self.relations()) as warehouse:
            yield warehouse

    def meaning(self) -> MeaningSettings:
        """Return the model that this project compares meanings with, and its cache."""
        given = project_vars(self.project_dir) if self._project_file.is_file() else {}
        return MeaningSettings(
            embedding_model=str(given.get("hobby__embedding_model") or SHIPPED_MODEL),
            cache_dir=self.project_dir / str(given.get("hobby__cache_dir") or ".hobby_cache"),
        )

    def database(self) -> Path:
        """Return the DuckDB file: what ``HOBBY_DUCKDB_PATH`` names, else what the profile does.

        Raises:
            InputError: If there is a project whose profile cannot be read or is not of DuckDB.
        """
        if os.environ.get(PATH_VARIABLE) or not self._project_file.is_file():
            return warehouse_path()
        output = self.output()
        if output.get("type") != "duckdb":
            raise InputError(
                f"The profile's output is of type {output.get('type')!r}: this command reads "
                "DuckDB files only. Query the tables there, or build with a target of type duckdb."
            )
        path = Path(str(output.get("path") or ":memory:"))
        return path if path.is_absolute() or path.exists() else self.project_dir / path

    def output(self) -> dict[str, Any]:
        """Return the output of the profile that the project is built with.

        Raises:
            InputError: If there is no such profile or output, or a variable it needs is not set.
        """
        name = str(read_yaml(self._project_file).get("profile"))
        file = self._profiles_file()
        profile = read_yaml(file).get(name)
        if not isinstance(profile, dict):
            raise InputError(f"{file} has no profile {name!r}, which {self._project_file} names.")
        outputs = profile.get("outputs") or {}
        named = self.target or os.environ.get("DBT_TARGET")
        target = named or _rendered(str(profile.get("target") or "default"), file)
        if target not in outputs:
            raise InputError(
                f"The profile {name!r} in {file} has no target {target!r}; it has: "
                f"{', '.join(outputs) or 'none'}. Name one of them with --target."
            )
        return {
            key: _rendered(value, file) if isinstance(value, str) else value
            for key, value in outputs[target].items()
        }

    def relations(self, package: str | None = "hobby_profiles") -> dict[str, tuple[str, str]]:
        """Return schema and table of each model, seed and snapshot, by its name.

        Read from the manifest of dbt's last run, or, where ``target`` says which build is meant,
        from one that dbt makes for that target. Empty where there is none.

        Args:
            package: dbt package that they are of; None for those of all.

        Raises:
            InputError: If dbt cannot read the project for that target.
        """
        return {
            node["name"]: (node["schema"], node.get("alias") or node["name"])
            for node in self.nodes().values()
            if package in (None, node["package_name"])
            and node["resource_type"] in ("model", "seed", "snapshot")
        }

    def nodes(self) -> dict[str, dict[str, Any]]:
        """Return what dbt knows of each model, seed, snapshot and test, by its unique id.

        Read from where `relations` reads.

        Raises:
            InputError: If dbt cannot read the project for that target.
        """
        if not self._project_file.is_file():
            return {}
        return self._parsed() if self.target else _nodes(self.target_folder / "manifest.json")

    @property
    def target_folder(self) -> Path:
        """Folder that dbt writes what it found and compiled to."""
        return Path(os.environ.get("DBT_TARGET_PATH") or self.project_dir / "target")

    def dbt(self, command: str, *options: str) -> subprocess.CompletedProcess[str]:
        """Run a command of dbt on this project, profile and target, and return what it said.

        Raises:
            InputError: If there is no profile.
        """
        arguments = [
            *("--project-dir", str(self.project_dir)),
            *("--profiles-dir", str(self._profiles_file().parent)),
            *(("--target", self.target) if self.target else ()),
        ]
        return subprocess.run(  # noqa: S603 - our own interpreter's dbt, no shell
            [sys.executable, "-m", "dbt.cli.main", "--quiet", command, *arguments, *options],
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def _project_file(self) -> Path:
        return self.project_dir / "dbt_project.yml"

    def profiles_file(self) -> Path | None:
        """Look for ``profiles.yml`` where dbt looks; None if there is none."""
        files = (folder / "profiles.yml" for folder in self._profiles_folders())
        return next(filter(Path.is_file, files), None)

    def _profiles_folders(self) -> list[Path]:
        named = self.profiles_dir or os.environ.get("DBT_PROFILES_DIR")
        return [Path(named)] if named else [Path(), self.project_dir, Path.home() / ".dbt"]

    def _profiles_file(self) -> Path:
        file = self.profiles_file()
        if file is None:
            raise InputError(
                f"There is no profiles.yml in {', '.join(map(str, self._profiles_folders()))}. "
                "Name its folder with --profiles-dir."
            )
        return file

    def _parsed(self) -> dict[str, dict[str, Any]]:
        with tempfile.TemporaryDirectory() as folder:
            result = self.dbt("parse", "--target-path", folder)
            if result.returncode:
                raise InputError(
                    f"dbt cannot read {self.project_dir.absolute()} for the target {self.target}:\n"
                    f"{(result.stdout + result.stderr)[-2000:]}"
                )
            return _nodes(Path(folder) / "manifest.json")


def build_options(function: _FUNCTION) -> _FUNCTION:
    """Add the options that say which build a command reads; it is handed over as ``build``."""

    @wraps(function)
    def command(
        *args: Any, project_dir: Path, profiles_dir: Path | None, target: str, **given: Any
    ) -> Any:
        return function(*args, build=Build(project_dir, profiles_dir, target), **given)

    folder = click.Path(path_type=Path, file_okay=False)
    for option in (
        click.option("--target", default="", help="Output of the profile; by default its own."),
        click.option("--profiles-dir", type=folder, help="Folder with profiles.yml; as for dbt."),
        click.option(
            "--project-dir",
            type=folder,
            default=".",
            show_default=True,
            help="Folder with dbt_project.yml.",
        ),
    ):
        command = option(command)
    return command


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a file of dbt's that holds a mapping; empty if it holds something else.

    Raises:
        InputError: If it cannot be read.
    """
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise InputError(f"{path} cannot be read: {error}") from None
    return read if isinstance(read, dict) else {}


def _nodes(manifest: Path) -> dict[str, dict[str, Any]]:
    if not manifest.is_file():
        return {}
    return dict(json.loads(manifest.read_text(encoding="utf-8"))["nodes"])


def _rendered(text: str, file: Path) -> str:
    """Fill in what dbt fills into a profile: variables of the environment."""

    def env_var(name: str, default: str | None = None) -> str:
        value = os.environ.get(name, default)
        if value is None:
            raise InputError(f"{file} reads the environment variable {name}, which is not set.")
        return value

    environment = jinja2.Environment(autoescape=False)  # noqa: S701 - a path, never a page
    environment.filters |= dict.fromkeys(("as_number", "as_text", "as_bool", "as_native"), str)
    try:
        return environment.from_string(text).render(env_var=env_var, target={})
    except jinja2.TemplateError as error:
        raise InputError(f"{file} cannot be read: {error} in {text!r}") from None
