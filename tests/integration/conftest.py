"""Builds of the project in temporary warehouses."""

from __future__ import annotations

import atexit
import contextlib
import gc
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest
from filelock import FileLock

ROOT = Path(__file__).parents[2]
TABLES_ONLY = ["--resource-type", "model", "seed", "snapshot"]
"""For builds whose data tests have run on the demo."""
VAR = re.compile(r"""var\(\s*['"](hobby__\w+)['"]""")
FOLDERS = frozenset({"hobby__data_dir", "hobby__cache_dir"})

# A parsed project is a million objects that stay: to go through them again and again for what may
# be thrown away takes a tenth of the time of a run.
gc.set_threshold(100_000, 50, 100)


@dataclass(frozen=True)
class Build:
    """What a dbt command printed, the warehouse it left, and the variables it was given.

    Unless others share it, ``target`` is the folder of what dbt wrote.
    """

    database: Path
    returncode: int
    output: str
    variables: dict[str, Any]
    target: Path | None = None

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(query).fetchall()


@cache
def _desk() -> Path:
    """A folder of this process, in which every run finds its shop and its warehouse.

    The project parsed for one run is that for another, whose folders are behind these links.
    """
    folder = Path(tempfile.mkdtemp(prefix="hobby_profiles_"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _linked(name: str, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    link = _desk() / name
    link.unlink(missing_ok=True)
    link.symlink_to(folder.resolve(), target_is_directory=True)
    return link


def run_dbt(
    folder: Path,
    *arguments: str,
    variables: dict[str, Any] | None = None,
    threads: int = 2,
    own_process: bool = False,
) -> Build:
    """Run one dbt command on a warehouse in ``folder``.

    ``own_process`` runs it as a user does, in a process that knows nothing yet, keeps what dbt
    writes while it runs in that folder too, and hands it the variables as they are.
    """
    given = dict(variables or {})
    warehouse = folder
    if not own_process:
        for name in FOLDERS & given.keys():
            given[name] = str(_linked(name, Path(given[name])))
        warehouse = _linked("warehouse", folder)
    environment = {
        "HOBBY_DUCKDB_PATH": str(warehouse / "hobby_profiles.duckdb"),
        "HOBBY_DBT_THREADS": str(threads),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    command = [*arguments, "--vars", json.dumps(given, sort_keys=True)]
    if own_process:
        returncode, output = _in_a_process(command, environment)
    else:
        returncode, output = run_command(command, environment, given)
    return Build(folder / "hobby_profiles.duckdb", returncode, output, given, folder / "target")


def _in_a_process(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
    result = subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), *command],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return result.returncode, result.stdout + result.stderr


def run_command(
    command: list[str], environment: dict[str, str], given: dict[str, Any]
) -> tuple[int, str]:
    """Return code and output of a dbt command, run on the project as these variables make it."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        read = {name: value for name, value in given.items() if name in _read_by_parser()}
        manifest = parsed(json.dumps(read, sort_keys=True))
        succeeded, output = invoke_dbt(dbtRunner(manifest=manifest), command)
    return int(not succeeded), output


@cache
def _read_by_parser() -> frozenset[str]:
    """Variables that stand in YAML, which the parser reads; SQL reads its own in every run."""
    files = [ROOT / "dbt_project.yml", *(ROOT / "models").rglob("*.yml")]
    return frozenset(name for file in files for name in VAR.findall(file.read_text()))


@cache
def parsed(variables: str = "{}") -> Manifest:
    """The project with these variables, parsed once, for any file ``hobby_profiles.duckdb``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setenv("HOBBY_DUCKDB_PATH", str(_desk() / "hobby_profiles.duckdb"))
        patch.setenv("DBT_TARGET_PATH", str(_desk()))
        patch.setenv("DBT_LOG_PATH", str(_desk()))
        command = ["--no-write-json", "parse", "--quiet", "--no-partial-parse"]
        result = dbtRunner().invoke([*command, "--vars", variables])
    assert result.success, result.exception
    manifest: Manifest = result.result
    return manifest


def invoke_dbt(runner: dbtRunner, command: list[str]) -> tuple[bool, str]:
    """Run a dbt command in this process, which has loaded models and words already.

    Returns:
        Whether it succeeded, and what it printed.
    """
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        # What is printed is what tests read: the log of every query takes a tenth of a run.
        patch.setenv("DBT_LOG_LEVEL_FILE", "none")
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            result = runner.invoke(command)
    # dbt-duckdb keeps its connection open, under which nobody else may read the file.
    if DuckDBConnectionManager._ENV is not None:
        DuckDBConnectionManager._ENV.close()
        DuckDBConnectionManager._ENV = None
    return result.success, printed.getvalue()


@pytest.fixture(scope="session")
def dbt() -> Callable[..., Build]:
    return run_dbt


def _shared(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], Build]) -> Build:
    """Build something once for all processes that run tests at the same time."""
    root = factory.getbasetemp()
    folder = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / name
    told = folder / "build.json"
    with FileLock(f"{folder}.lock"):
        if not told.exists():
            folder.mkdir()
            built = build(folder)
            told.write_text(json.dumps([built.returncode, built.output, built.variables]))
    return Build(folder / "hobby_profiles.duckdb", *json.loads(told.read_text()))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The demo shop, built once with every data test."""
    return _shared(tmp_path_factory, "demo", lambda folder: run_dbt(folder, "build"))


@pytest.fixture(scope="session")
def small_build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Twenty users of the demo shop, built from nothing, without data tests; read only."""

    def build(folder: Path) -> Build:
        shop = folder / "shop"
        shop.mkdir()
        write_small_shop(shop, order_by="product_id")
        variables = {
            "hobby__data_dir": str(shop),
            "hobby__cache_dir": str(folder / "cache"),
            "hobby__shop_name": "Small shop",
        }
        command = ["build", "--log-level-file", "none", *TABLES_ONLY]
        return run_dbt(folder, *command, variables=variables, own_process=True)

    built = _shared(tmp_path_factory, "small_build", build)
    assert built.returncode == 0, built.output[-6000:]
    return built


@pytest.fixture(scope="session")
def small_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with twenty users of the demo shop and what they bought."""
    folder = tmp_path_factory.mktemp("small_shop")
    write_small_shop(folder, order_by="product_id")
    return folder


def write_small_shop(folder: Path, order_by: str, users: int = 20) -> None:
    """Write what some users of the demo shop bought, the rows in a given order."""
    demo_dir = ROOT / "seeds" / "demo"
    events = f"""
        select * from '{demo_dir}/events.parquet'
        where user_id in (
            select distinct user_id from '{demo_dir}/events.parquet'
            order by user_id limit {users}
        )
    """
    products = f"""
        select * from '{demo_dir}/products.parquet'
        where product_id in (select product_id from ({events}))
    """
    shutil.copy(demo_dir / "collection_members.csv", folder)
    with duckdb.connect() as connection:
        for name, query in (("events", events), ("products", products)):
            connection.execute(
                f"copy (select * from ({query}) order by {order_by}) to '{folder / name}.parquet'"
            )
