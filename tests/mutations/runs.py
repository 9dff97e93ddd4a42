"""A built shop, and its project built again with one fault in it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import yaml
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from hobby_profiles.core.tables import PATH_VARIABLE, open_warehouse
from tests.integration.conftest import ROOT, write_small_shop
from tests.integration.recomputed.compare import differences
from tests.mutations.faults import Fault

USERS = 10
_RED = {"fail", "error", "runtime error"}


class Project:
    """The project, parsed once, and a small shop that is built with every test."""

    def __init__(self, folder: Path) -> None:
        """Build the shop without any fault.

        Args:
            folder: The shop, its warehouse and dbt's files are written there, unless they are
                there already.

        Raises:
            RuntimeError: If a test fails although nothing is changed.
        """
        shop = folder / "shop"
        self._built = folder / "built.duckdb"
        self._warehouse = folder / "shop.duckdb"
        self._settings: dict[str, object] = {
            "hobby__data_dir": str(shop),
            "hobby__cache_dir": str(folder / "cache"),
            "hobby__prospect_scope": "all",
            "hobby__min_audience_size": 5,
        }
        os.environ[PATH_VARIABLE] = str(self._warehouse)
        os.environ["DBT_TARGET_PATH"] = str(folder / "target")
        os.environ["DBT_LOG_PATH"] = str(folder / "logs")
        self._manifest = self._invoke("parse")[1]
        self._python = [
            node.name
            for node in self._manifest.nodes.values()
            if node.resource_type == "model" and node.language == "python"
        ]
        if not self._built.exists():
            shop.mkdir()
            write_small_shop(shop, order_by="product_id", users=USERS)
            _write_labels(shop)
            _write_users(shop)
            red, _ = self._invoke("build")
            if red:
                message = f"Nothing is changed and these fail: {', '.join(red)}"
                raise RuntimeError(message)
            shutil.move(self._warehouse, self._built)

    def caught_by(self, fault: Fault) -> str | None:
        """Build what a fault changes, then what depends on it.

        Returns:
            The test, or the model, that fails first; None if all is green.
        """
        shutil.copy(self._built, self._warehouse)
        if fault.settings:
            return next(
                iter(self._invoke("build", "--select", "stg_hobby__as_of", fault=fault)[0]), None
            )
        if fault.statement:
            with duckdb.connect(str(self._warehouse)) as connection:
                connection.execute(fault.statement)
            runs = [
                ["test", "--select", fault.where, "--indirect-selection", "buildable"],
                ["build", "--select", f"{fault.where}+", "--exclude", fault.where, *self._python],
                ["test", "--select", fault.where],
            ]
        else:
            models = fault.builds or (fault.where,)
            below = [f"{model}+" for model in models]
            runs = [
                ["build", "--select", *models, "--indirect-selection", "buildable"],
                [
                    *("build", "--select", *below, "--exclude", *self._python),
                    *("--exclude-resource-type", "unit_test"),
                ],
            ]
        with self._changed(fault):
            for run in runs:
                red, result = self._invoke(*run, "--fail-fast")
                # Stopping at the first failure, dbt may stumble over what it cancels.
                if red and result is None:
                    red, _ = self._invoke(*run)
                if red:
                    return red[0]
        return next(self._beside_dbt(), None)

    @contextlib.contextmanager
    def _changed(self, fault: Fault) -> Iterator[None]:
        if fault.statement:
            yield
            return
        found = [
            *(node for node in self._manifest.nodes.values() if node.name == fault.where),
            *(macro for macro in self._manifest.macros.values() if macro.name == fault.where),
        ]
        [part] = found
        name = "raw_code" if hasattr(part, "raw_code") else "macro_sql"
        text: str = getattr(part, name)
        if text.count(fault.old) != 1:
            message = f"{fault.where} holds {text.count(fault.old)} times: {fault.old}"
            raise RuntimeError(message)
        setattr(part, name, text.replace(fault.old, fault.new))
        try:
            yield
        finally:
            setattr(part, name, text)

    def _invoke(self, *arguments: str, fault: Fault | None = None) -> tuple[list[str], Any]:
        """Run dbt in this process: what failed, by name, and what dbt returned."""
        settings = {**self._settings, **(fault.settings if fault else {})}
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            result = dbtRunner(manifest=getattr(self, "_manifest", None)).invoke(
                [*arguments, "--vars", json.dumps(settings)]
            )
        if DuckDBConnectionManager._ENV is not None:
            DuckDBConnectionManager._ENV.close()
        if result.exception is not None:
            return [" ".join(str(result.exception).split())[:60]], None
        results = getattr(result.result, "results", [])
        red = [found.node.name for found in results if str(found.status) in _RED]
        return red, result.result

    def _beside_dbt(self) -> Iterator[str]:
        """Work scores out as their page says, then run `hobby-profiles validate`."""
        with duckdb.connect(str(self._warehouse), read_only=True) as connection:
            given = yaml.safe_load((ROOT / "dbt_project.yml").read_text())["vars"]
            for difference in differences(connection, given | self._settings):
                yield f"test_scores_recomputed: {difference}"
        from hobby_profiles.quality.validation import all_suites, validate

        with open_warehouse() as warehouse:
            docs = self._warehouse.parent / "docs"
            for outcome in validate(warehouse, all_suites(warehouse), docs, max_rows=1_000_000):
                for failure in outcome.failures:
                    yield f"suite {failure.suite}: {failure.what}"


def _write_labels(shop: Path) -> None:
    """Labels that the shop brings, so that none has to be found: those of the memory."""
    memory = ROOT / "seeds/reference/labelled_texts.parquet"
    products = f"""
        select products.product_id, memory.label, memory.fit_grade
        from '{shop}/products.parquet' as products
        inner join '{memory}' as memory using (product_name, category_path)
        where memory.label is not null
    """
    with duckdb.connect() as connection:
        connection.execute(f"copy ({products}) to '{shop}/product_labels.parquet'")
        connection.execute(f"""
            copy (
                from '{shop}/products.parquet'
                where product_id in (select product_id from '{shop}/product_labels.parquet')
            ) to '{shop}/labelled.parquet'
        """)
    (shop / "labelled.parquet").replace(shop / "products.parquet")


def _write_users(shop: Path) -> None:
    """Somebody who refused, one row of two, somebody deleted, all others with consent."""
    with duckdb.connect() as connection:
        ids: Sequence[tuple[str]] = connection.execute(
            f"select distinct user_id from '{shop}/events.parquet' order by user_id"
        ).fetchall()
    names = [user for (user,) in ids]
    rows = [
        *(f"{name},true," for name in names),
        f"{names[0]},false,",
        f"{names[1]},true,2022-01-01",
        f"{names[2].swapcase()},false,",
    ]
    (shop / "users.csv").write_text("\n".join(["user_id,has_consent,deleted_at", *rows, ""]))
