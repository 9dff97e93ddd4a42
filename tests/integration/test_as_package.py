"""The project installed as a package in a shop's own dbt project, its tables given as refs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from .conftest import ROOT, write_small_shop

pytestmark = pytest.mark.slow

FILES = {
    "dbt_project.yml": """
name: my_shop
version: "1.0.0"
profile: my_shop
flags: {send_anonymous_usage_stats: false}
vars:
  hobby_profiles:
    hobby__products: "{{ ref('my_shop', 'my_products') }}"
    hobby__events: "{{ ref('my_shop', 'my_events') }}"
    hobby__collection_members: "{{ ref('my_shop', 'my_collections') }}"
""",
    "profiles.yml": """
my_shop:
  target: dev
  outputs:
    dev: {type: duckdb, path: my_shop.duckdb, threads: 2}
""",
    "models/my_products.sql": "select * from '{shop}/products.parquet'",
    "models/my_events.sql": "select * from '{shop}/events.parquet'",
    "models/my_collections.sql": "select 'mine' as collection_id, 'My theme' as collection_name, "
    "cast(null as varchar) as topic, product_id from {{ ref('my_products') }} limit 5",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A shop's project with this one installed as a package, built once."""
    folder = tmp_path_factory.mktemp("my_shop")
    shop = folder / "data"
    shop.mkdir()
    write_small_shop(shop, order_by="product_id", users=4)
    (folder / "models").mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text.replace("{shop}", str(shop)))
    (folder / "packages.yml").write_text(json.dumps({"packages": [{"local": str(ROOT)}]}))
    for command in (["deps"], ["build", "--exclude", "package:hobby_profiles,resource_type:test"]):
        result = subprocess.run(
            [str(Path(sys.executable).with_name("dbt")), *command],
            cwd=folder,
            env={**os.environ, "DBT_PROFILES_DIR": str(folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, (result.stdout + result.stderr)[-6000:]
    return folder


def test_marts_are_built_from_the_shops_own_models(project):
    with duckdb.connect(str(project / "my_shop.duckdb"), read_only=True) as connection:
        [(users,)] = connection.execute(
            "select count(distinct user_id) from marts.hobby__user_profiles"
        ).fetchall()
    assert users == 4


def test_lineage_from_the_shops_models_stays_whole(project):
    manifest = json.loads((project / "target" / "manifest.json").read_text())
    parents = manifest["parent_map"]["model.hobby_profiles.stg_hobby__products_checked"]
    assert "model.my_shop.my_products" in parents


def test_collections_are_the_shops_own(project):
    with duckdb.connect(str(project / "my_shop.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "select collection_id, product_count from marts.hobby__collections"
        ).fetchall()
    assert found == [("mine", 5)]
