"""The project in other hands: a shop's own dbt project, and this one from a wheel beside it.

The wheel is built from this checkout and put into a fresh virtual environment outside of it. What
others publish (dbt, torch, ...) is not downloaded again: a line in a ``.pth`` file has the fresh
environment find it in the one that runs the tests. ``hobby_profiles`` comes from the wheel alone,
which a test holds: the line makes Python look into that folder, not into what is linked from it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from .conftest import ROOT

pytestmark = pytest.mark.slow

SOURCES = ["pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE"]
CACHES = shutil.ignore_patterns("__pycache__", "*.egg-info")


@dataclass(frozen=True)
class Shop:
    """A shop's project and the environment it is built with."""

    folder: Path
    python: Path
    database: str = "corner.duckdb"

    def run(self, *command: str, succeeds: bool = True) -> str:
        """Run a command as the shop does, and return what it printed."""
        ours = {"HOBBY_DUCKDB_PATH", "DBT_TARGET_PATH", "DBT_LOG_PATH", "PYTHONPATH"}
        result = subprocess.run(
            [str(self.python), "-W", "ignore", *command],
            cwd=self.folder,
            env={key: value for key, value in os.environ.items() if key not in ours}
            | {"HOBBY_PACKAGE": str(ROOT), "DBT_PROFILES_DIR": str(self.folder)}
            | {"DBT_LOG_LEVEL_FILE": "none"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (result.returncode == 0) == succeeds, (result.stdout + result.stderr)[-6000:]
        return result.stdout

    def hobby_profiles(self, *command: str) -> str:
        """Run the command line that the wheel brought."""
        return self.run(str(self.python.with_name("hobby-profiles")), *command)

    def rows(self, query: str) -> list[tuple]:
        with duckdb.connect(str(self.folder / self.database), read_only=True) as connection:
            return connection.execute(query).fetchall()


def install(folder: Path) -> Path:
    """Build the wheel, put it into a fresh environment, and return that one's Python."""
    sources = folder / "sources"
    sources.mkdir()
    for name in SOURCES:
        shutil.copy(ROOT / name, sources)
    shutil.copytree(ROOT / "python", sources / "python", ignore=CACHES)
    shutil.copytree(ROOT / "seeds" / "reference", sources / "seeds" / "reference")
    pip = ["-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
    python = folder / "venv" / "bin" / "python"
    for command in (
        [sys.executable, *pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, sources],
        [sys.executable, "-m", "venv", "--without-pip", folder / "venv"],
    ):
        subprocess.run(command, check=True, capture_output=True)
    found = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    others = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    Path(found.stdout.strip(), "others.pth").write_text("\n".join(sorted(others)) + "\n")
    [wheel] = folder.glob("*.whl")
    install = [*pip, "--python", python, "install", "--no-deps", "--no-index", "--ignore-installed"]
    subprocess.run([sys.executable, *install, wheel], check=True, capture_output=True)
    return python


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The shop's project with this one installed, built once."""
    folder = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(ROOT / "tests" / "integration" / "consumer_project", folder / "shop")
    shop = Shop(folder / "shop", install(folder))
    dbt = ["-m", "dbt.cli.main", "--quiet"]
    shop.run(*dbt, "deps")
    shop.run(*dbt, "build", "--exclude-resource-type", "unit_test", "test")
    return shop


def test_the_package_comes_from_the_wheel(shop):
    file = shop.run("-c", "import hobby_profiles; print(hobby_profiles.__file__)").strip()
    assert Path(file).is_relative_to(shop.python.parents[1])


def test_the_wheel_carries_every_reference_file(shop):
    code = "from hobby_profiles.core.shipped import reference_file; print(reference_file('.'))"
    carried = Path(shop.run("-c", code).strip())
    assert carried.is_relative_to(shop.python.parents[1])
    shipped = ROOT / "seeds" / "reference"
    assert {file.name for file in carried.iterdir()} == {file.name for file in shipped.iterdir()}


def test_schemas_follow_the_target_of_the_shops_project(shop):
    schemas = {name for (name,) in shop.rows("select distinct schema_name from duckdb_tables()")}
    assert {"analytics_raw", "analytics_marts", "analytics_staging"} <= schemas
    assert all(name.startswith("analytics") for name in schemas)


def test_marts_are_built_from_the_shops_own_models(shop):
    [(refusing, others)] = shop.rows(
        "select count(*) filter (user_id = '1'), count(distinct user_id) "
        "from analytics_marts.hobby__user_profiles"
    )
    assert refusing == 0
    assert others > 15


def test_lineage_from_the_shops_models_stays_whole(shop):
    manifest = json.loads((shop.folder / "target" / "manifest.json").read_text())
    parents = manifest["parent_map"]["model.hobby_profiles.stg_hobby__products_checked"]
    assert "model.corner_shop.my_products" in parents


def test_collections_without_product_ids_are_the_shops_own(shop):
    assert shop.rows(
        "select collection_id, unmatched_member_count from analytics_marts.hobby__collections "
        "order by all"
    ) == [("1", 0), ("2", 1)]
    [(member, suggested)] = shop.rows(
        "select member, suggested_topic_names from analytics_marts.hobby__unmatched_members"
    )
    assert member == "Stranger Things"
    assert suggested is None


def test_the_command_line_finds_the_build(shop):
    # 30 customers are too few for the guards to be quiet; that the checks run is what counts.
    shop.hobby_profiles("validate")
    shop.hobby_profiles("report")
    page = (shop.folder / "target" / "hobby_profiles_report.html").read_text()
    assert "Corner shop" in page
    assert "Demo shop" not in page
    assert shop.hobby_profiles("show", "--users", "1").lstrip().startswith("Corner shop")
    assert "Under the open sky" in shop.hobby_profiles("show", "--collection", "under the open sky")
    [(user,)] = shop.rows("select min(user_id) from analytics_marts.hobby__user_profiles")
    assert f"User {user}" in shop.hobby_profiles("explain", user)


def test_a_target_that_is_named_goes_before_the_last_run(shop):
    assert "Corner shop" in shop.hobby_profiles("show", "--users", "1", "--target", "dev")


def test_the_doctor_reads_the_shops_own_models(shop):
    told = shop.hobby_profiles("doctor")
    assert "42 rows" in told
    assert "1 of 30 rows say to leave" in told
    assert "0 reasons to stop" in told


def test_init_writes_a_project_that_the_doctor_finds_fit(shop):
    seeds = shop.folder / "seeds"
    files = ["--events", seeds / "till.csv", "--products", seeds / "catalogue.csv"]
    new = Shop(shop.folder.parent / "fresh", shop.python, "fresh.duckdb")
    new.folder.mkdir()
    new.hobby_profiles("init", ".", *map(str, files), "--package", str(ROOT))
    dbt = ["-m", "dbt.cli.main", "--quiet"]
    new.run(*dbt, "deps")
    new.run(*dbt, "build", "--select", "+my_products", "+my_events")
    assert "0 reasons to stop" in new.hobby_profiles("doctor")
    bought = (
        "select user_id::int, product_id::int, event_at::date, quantity::int, amount::double "
        "from {}.my_events order by all"
    )
    assert new.rows(bought.format("analytics")) == shop.rows(bought.format("analytics_shop"))


def test_another_shops_topics_are_not_mixed_in(shop):
    with duckdb.connect(str(shop.folder / "corner.duckdb")) as connection:
        connection.execute(
            "update analytics_staging.stg_hobby__products set product_name = product_name || ' (x)'"
        )
    build = ["-m", "dbt.cli.main", "run", "--select", "stg_hobby__products"]
    printed = shop.run(*build, succeeds=False)
    assert "remembers the topics of another shop: of 42 product names there and 42" in printed
    shop.run(*build, "--full-refresh")
    shop.run(*build)
