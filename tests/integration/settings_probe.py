"""What a setting does: the models that read it, run anew with another value, row by row."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pandas as pd
from dbt.cli.main import dbtRunner

from .conftest import ROOT, VAR

_COMPILE = ["--no-write-json", "compile", "--quiet", "--indirect-selection", "empty"]


class Probe:
    """A build, and its models run again with one setting changed."""

    def __init__(self, database: Path, variables: Mapping[str, Any]) -> None:
        """Parse the project once.

        Args:
            database: A copy of a build's warehouse; models read it, nothing is written.
            variables: Variables of that build.
        """
        self._variables = dict(variables)
        self._connection = duckdb.connect(str(database))
        result = dbtRunner().invoke(["parse", "--quiet", *self._vars({})])
        assert result.success, result.exception
        self._manifest = result.result
        self._stored: dict[str, pd.DataFrame] = {}

    def thresholds(self, setting: str) -> int:
        """Count the data tests that hold a measure against a setting."""
        tests = (getattr(node, "test_metadata", None) for node in self._manifest.nodes.values())
        return sum(test is not None and setting in str(test.kwargs) for test in tests)

    def readers(self, setting: str) -> tuple[list[Any], list[Any]]:
        """SQL models and Python models that read a setting, by name."""
        sql, python = [], []
        for node in self._manifest.nodes.values():
            is_table = node.resource_type == "model" and node.config.materialized != "ephemeral"
            if is_table and setting in self._read_by(node):
                (python if node.language == "python" else sql).append(node)
        return (
            sorted(sql, key=lambda node: node.name),
            sorted(python, key=lambda node: node.name),
        )

    def changed(self, setting: str, value: object) -> str | None:
        """Run the readers of a setting with another value.

        Returns:
            The first model whose rows differ from the build's; None if none does.
        """
        sql, python = self.readers(setting)
        return next(self._changed_sql(sql, {setting: value}), None) or next(
            self._changed_python(python, setting, value), None
        )

    def _changed_sql(self, nodes: list[Any], changes: dict[str, object]) -> Iterator[str]:
        if not nodes:
            return
        result = dbtRunner(manifest=self._manifest).invoke(
            [*_COMPILE, "--select", *(node.name for node in nodes), *self._vars(changes)]
        )
        assert result.success, result.exception
        for found in sorted(result.result.results, key=lambda found: found.node.name):
            node = found.node
            stored = self._connection.sql(f"from {_relation(node)}")
            columns = ", ".join(f'"{name}"' for name in stored.columns)
            now = f"select {columns} from ({node.compiled_code.rstrip().rstrip(';')}) as now_"
            before = f"select {columns} from {_relation(node)}"
            [(differing,)] = self._connection.execute(
                f"select (select count(*) from ({now} except all {before})) "
                f"+ (select count(*) from ({before} except all {now}))"
            ).fetchall()
            if differing:
                yield node.name

    def _changed_python(self, nodes: list[Any], setting: str, value: object) -> Iterator[str]:
        for node in nodes:
            if node.name not in self._stored:
                self._stored[node.name] = self._run(node, {})
            if not self._stored[node.name].equals(self._run(node, {setting: value})):
                yield node.name

    def _run(self, node: Any, changes: Mapping[str, object]) -> pd.DataFrame:
        """Run a Python model as dbt does, on the build's tables."""
        spec = importlib.util.spec_from_file_location(node.name, ROOT / node.original_file_path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        meta = _with(node.config.meta, changes)
        dbt = SimpleNamespace(
            config=SimpleNamespace(meta_get=meta.get),
            ref=lambda name: self._read(node, name),
            # No table has this name, so that a model which remembers its last run starts anew.
            this=SimpleNamespace(database="", schema="", identifier=""),
        )
        frame: pd.DataFrame = module.model(dbt, self._connection)
        times = [name for name in frame.columns if name.endswith("_at")]
        return frame.drop(columns=times).reset_index(drop=True).astype(str)

    def _read(self, reader: Any, name: str) -> duckdb.DuckDBPyRelation:
        """A table as a model reads it; of product texts an eighth is enough to label."""
        relation = self._connection.sql(f"from {_relation(self._node(name))}")
        if "labels" in reader.fqn and "text_hash" in relation.columns:
            return relation.filter("text_hash < '2'")
        return relation

    def _node(self, name: str) -> Any:
        return next(
            node
            for node in self._manifest.nodes.values()
            if node.name == name and node.resource_type in ("model", "seed")
        )

    def _read_by(self, node: Any) -> set[str]:
        found = set(VAR.findall(node.raw_code)) | _keys(node.config.meta)
        for macro in self._macros_of(node.depends_on.macros, set()):
            found |= set(VAR.findall(self._manifest.macros[macro].macro_sql))
        for parent in map(self._manifest.nodes.get, node.depends_on.nodes):
            if parent is not None and parent.config.materialized == "ephemeral":
                found |= self._read_by(parent)
        return found

    def _macros_of(self, names: list[str], seen: set[str]) -> set[str]:
        for name in names:
            if name.startswith("macro.hobby_profiles.") and name not in seen:
                seen.add(name)
                self._macros_of(self._manifest.macros[name].depends_on.macros, seen)
        return seen

    def _vars(self, changes: Mapping[str, object]) -> list[str]:
        return ["--vars", json.dumps({**self._variables, **changes})]


def _relation(node: Any) -> str:
    return f'"{node.schema}"."{node.alias}"'


def _keys(meta: Mapping[str, Any]) -> set[str]:
    found = set()
    for key, value in meta.items():
        if isinstance(value, Mapping):
            found |= _keys(value)
        else:
            found.add(key if key.startswith("hobby__") else f"hobby__{key}")
    return found


def _with(meta: Mapping[str, Any], changes: Mapping[str, object]) -> dict[str, Any]:
    """The settings a model is handed, with changes at whatever depth they stand."""
    return {
        key: _with(value, changes)
        if isinstance(value, Mapping)
        else changes.get(key if key.startswith("hobby__") else f"hobby__{key}", value)
        for key, value in meta.items()
    }
