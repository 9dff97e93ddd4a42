"""Topics from run to run: new products, a rebuild, and what dbt's partial parsing must not hide."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from .conftest import TABLES_ONLY, Build, run_dbt

pytestmark = pytest.mark.slow

SELECT = ["--select", "+hobby__topics_snapshot", "+hobby__topic_redirects"]
TREE = "select topic_id, coalesce(parent_topic_id, '') from taxonomy.int_hobby__topic_tree"
LEAVES = "select topic_id, labels from taxonomy.int_hobby__topic_tree where is_leaf"


def write_part(shop: Path, folder: Path, without: str) -> Path:
    """A copy of a shop without some of its products."""
    folder.mkdir()
    with duckdb.connect() as connection:
        for name in ("events", "products"):
            connection.execute(
                f"copy (select * from '{shop}/{name}.parquet' where not ({without})) "
                f"to '{folder}/{name}.parquet'"
            )
    return folder


@pytest.fixture(scope="module")
def builds(small_shop, tmp_path_factory):
    """A first run without a tenth of the products, a normal run with all, a rebuild with fewer."""
    folder = tmp_path_factory.mktemp("over_time")
    shops = [
        (write_part(small_shop, folder / "first", "md5(product_id) < '1a'"), []),
        (small_shop, []),
        (write_part(small_shop, folder / "fewer", "md5(product_id) > 'f3'"), ["--full-refresh"]),
        (small_shop, []),
    ]
    found = []
    for shop, flags in shops:
        variables = {"hobby__data_dir": str(shop), "hobby__cache_dir": str(folder / "cache")}
        build: Build = run_dbt(folder, "build", *SELECT, *TABLES_ONLY, *flags, variables=variables)
        assert build.returncode == 0, build.output[-6000:]
        found.append(
            {
                "tree": dict(build.rows(TREE)),
                "leaves": dict(build.rows(LEAVES)),
                "placed": dict(
                    build.rows(
                        "select attach_status, count(*) from taxonomy.int_hobby__topic_registry "
                        "where topic_status <> 'gone' group by all"
                    )
                ),
                "redirects": dict(
                    build.rows("select old_topic_id, topic_id from marts.hobby__topic_redirects")
                ),
                "history": set(
                    build.rows("select distinct topic_id from taxonomy.hobby__topics_snapshot")
                ),
            }
        )
    return found


def test_new_products_change_no_id_and_no_parent(builds):
    first, second = builds[0], builds[1]
    assert first["placed"].keys() == {"rebuilt"}
    assert second["placed"].keys() == {"known", "new"}
    assert {topic: second["tree"].get(topic) for topic in first["tree"]} == first["tree"]


def test_a_rebuild_keeps_the_ids_of_topics_that_still_exist(builds):
    before, after = builds[1], builds[2]
    assert after["placed"].keys() == {"rebuilt"}
    labels = {label for found in after["leaves"].values() for label in found}
    still = {topic for topic, found in before["leaves"].items() if not labels.isdisjoint(found)}
    kept = still & after["leaves"].keys()
    assert len(kept) >= 0.97 * len(still)


def test_a_run_after_a_rebuild_is_a_normal_run_again(builds):
    rebuilt, after = builds[2], builds[3]
    assert "rebuilt" not in after["placed"]
    assert {topic: after["tree"].get(topic) for topic in rebuilt["tree"]} == rebuilt["tree"]


def test_ids_that_are_gone_redirect_to_topics_that_are_there(builds):
    for build in builds:
        assert set(build["redirects"].values()) <= build["tree"].keys()
        assert not build["redirects"].keys() & build["tree"].keys()
    gone = builds[1]["tree"].keys() - builds[2]["tree"].keys()
    assert gone, "the rebuild was meant to lose some topics"
    assert {topic for (topic,) in builds[3]["history"]} >= builds[1]["tree"].keys()
