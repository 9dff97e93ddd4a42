"""Builds of the project in temporary warehouses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Build:
    """What a dbt command printed, and the warehouse it left."""

    database: Path
    returncode: int
    output: str

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(query).fetchall()


def run_dbt(
    folder: Path,
    *arguments: str,
    variables: dict[str, Any] | None = None,
    threads: int = 2,
) -> Build:
    """Run one dbt command on a warehouse in ``folder``."""
    database = folder / "hobby_profiles.duckdb"
    environment = {
        **os.environ,
        "HOBBY_DUCKDB_PATH": str(database),
        "HOBBY_DBT_THREADS": str(threads),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    command = [str(Path(sys.executable).with_name("dbt")), *arguments]
    if variables:
        command += ["--vars", json.dumps(variables)]
    result = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return Build(database, result.returncode, result.stdout + result.stderr)


@pytest.fixture(scope="session")
def dbt() -> Callable[..., Build]:
    return run_dbt


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The demo shop, built once with every data test."""
    return run_dbt(tmp_path_factory.mktemp("demo"), "build")


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
    with duckdb.connect() as connection:
        for name, query in (("events", events), ("products", products)):
            connection.execute(
                f"copy (select * from ({query}) order by {order_by}) to '{folder / name}.parquet'"
            )
