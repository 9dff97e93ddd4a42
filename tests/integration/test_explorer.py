"""The explorer in a browser, on the demo shop: every page, and what can be done there."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from hobby_profiles.campaigns.names import find_rule
from hobby_profiles.campaigns.rules import Terms, audience_sql
from hobby_profiles.core.tables import open_warehouse

from .conftest import Build
from .explorer_browser import (
    CHROMIUM,
    NO_BROWSER,
    Visit,
    make_project,
    publish,
    rebuild,
    served,
    visit,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_BROWSER),
]

HOSTILE = "<img src=x onerror='window.ran=1'> :red[r] $x$ ![i](http://evil.example/i) **b**"
OVERRIDES = "seeds/reference/hobby__topic_overrides.csv"
CHANGED = (
    "hobby__topic_overrides int_hobby__topic_overrides int_hobby__topic_tree "
    "int_hobby__topic_names hobby__topics "
    "stg_hobby__campaigns stg_hobby__campaign_rules int_hobby__campaign_rules "
    "int_hobby__campaign_matches int_hobby__campaign_users int_hobby__campaign_audiences "
    "hobby__campaign_audiences"
).split()
"""What tells a topic's new name among topics, and who is in a campaign; the rest tells no other."""
SECRET = "Camping"
NIGHT = ["80s nostalgia", "80s movies", "Horror & monsters", "Sci-fi worlds"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("explorer") / "project")


@pytest.fixture(scope="module")
def explorer(demo: Build, project: Path) -> Iterator[Visit]:
    folder = project.parent / "published"
    publish(demo.database, folder)
    _change(folder / "hobby__topics.parquet")
    with served(folder, project, "--people") as address, visit(address) as visitor:
        yield visitor
        assert visitor.errors == []


def _change(file: Path) -> None:
    """Give a topic a name that wants to run, as a shop's labels could; make another sensitive."""
    part = file.with_suffix(".part")
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select * replace (case topic_name when 'Crochet' then $hostile "
            "else topic_name end as topic_name, is_sensitive or topic_name = $secret "
            f"as is_sensitive) from '{file}') to '{part}' (format parquet)",
            {"hostile": HOSTILE, "secret": SECRET},
        )
    part.replace(file)


def test_a_hostile_name_is_shown_and_does_nothing(explorer: Visit, demo: Build) -> None:
    [(topic_id, parent_id)] = demo.rows(
        "select topic_id, parent_topic_id from marts.hobby__topics where topic_name = 'Crochet'"
    )
    page = explorer.go(topic=topic_id)
    page.get_by_role("heading", name=HOSTILE, exact=True).wait_for()
    page.get_by_role("heading", name="Names and labels").wait_for()
    page = explorer.go(topic=parent_id)
    label = page.get_by_role("link").filter(has_text="window.ran").first.inner_text()
    assert label.replace("\u2060", "") == HOSTILE
    assert page.evaluate("window.ran") is None


def test_a_sensitive_topic_is_on_no_page(explorer: Visit, demo: Build) -> None:
    [(topic_id, user_id)] = demo.rows(
        "select topic_id, user_id from marts.hobby__topic_audiences inner join marts.hobby__topics "
        f"using (topic_id) where topic_name = '{SECRET}' and audience_rank = 1"
    )
    page = explorer.go(topic=topic_id)
    page.get_by_text("There is no such topic, or it is not shown").wait_for()
    page = explorer.go("/audiences", any=f"low:topic:{SECRET}")
    page.get_by_text("is a sensitive topic").wait_for()
    page.get_by_text("Say first whom to find").wait_for()
    page = explorer.go("/people", user=user_id)
    page.get_by_role("heading", name="Recommendations").wait_for()
    assert page.get_by_role("link", name=SECRET, exact=True).count() == 0
    page = explorer.go(q=SECRET)
    page.get_by_role("heading", name="Topics for").wait_for()
    explorer.settled()
    assert page.get_by_role("link", name=SECRET, exact=True).count() == 0


def test_a_topic_that_nobody_has_is_told_so(explorer: Visit, demo: Build) -> None:
    [(topic_id, name)] = demo.rows(
        "select topic_id, topic_name from marts.hobby__topics where not is_sensitive and topic_id "
        "not in (select topic_id from marts.hobby__user_topic_scores) order by topic_id limit 1"
    )
    page = explorer.go(topic=topic_id)
    page.get_by_role("heading", name=name, exact=True).wait_for()
    page.get_by_text("too few for an audience").wait_for()


def test_every_page_opens_from_the_navigation(explorer: Visit) -> None:
    page = explorer.go()
    assert "All topics" in explorer.text()
    for name, shown in (
        ("People", "Users"),
        ("Audiences", "Who is it for?"),
        ("Collections", "Themed sets"),
        ("Curation", "Leaves whose neighbours"),
        ("Health", "Funnel"),
    ):
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=name).click()
        page.get_by_text(shown).first.wait_for()
        explorer.settled()
        assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_test_id("stAlertContentError").count() == 0


def test_knit_finds_knitting_and_its_page_tells_all_of_it(explorer: Visit, demo: Build) -> None:
    page = explorer.go()
    page.get_by_role("searchbox").fill("knit")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=knit")
    # What is clicked while the results come in moves away under the pointer.
    explorer.settled()
    page.get_by_role("link", name="Knitting", exact=True).first.click()
    page.get_by_role("heading", name="Knitting", exact=True).wait_for()
    page.get_by_role("heading", name="Names and labels").wait_for()
    explorer.settled()
    [(topic_id, products)] = demo.rows(
        "select topic_id, product_count from marts.hobby__topics where topic_name = 'Knitting'"
    )
    page.wait_for_url(f"**/?topic={topic_id}")
    text = explorer.text()
    assert "Yarn & fiber crafts > Hand & machine knitting > Knitting" in text
    assert f"products\n{products}\n" in text.replace("\n\n", "\n")
    assert "under 20" in text  # the least audience of this build: six users knit


def test_a_user_has_profile_journeys_and_reasons(explorer: Visit, demo: Build) -> None:
    [(user_id, first)] = demo.rows(
        "select user_id, topic_name from marts.hobby__user_profiles where profile_rank = 1 "
        "order by confidence desc, user_id limit 1"
    )
    page = explorer.go(user=user_id)
    page.wait_for_url(f"**/people?user={user_id}")
    for part in (user_id, "Journeys", "Personas", "Preferences", "Recommendations"):
        page.get_by_role("heading", name=part, exact=True).wait_for()
    page.get_by_role("link", name=first, exact=True).wait_for()
    page.get_by_text("Why? The numbers of a topic").click()
    page.get_by_text(f"hobby-profiles explain {user_id} --topic").wait_for()


def test_an_audience_is_built_exported_and_kept(
    explorer: Visit, demo: Build, project: Path
) -> None:
    page = explorer.go("/audiences", any=[f"low:topic:{name}" for name in NIGHT[1:]], name="Night")
    page.get_by_label("Name", exact=True).fill(NIGHT[0])
    page.get_by_role("button", name="Add").click()
    page.get_by_text(f"any topic {NIGHT[0]} · low or better").wait_for()
    explorer.settled()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as CSV").click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as packed:
        sent = [*csv.DictReader(packed.read("night.csv").decode().splitlines())]
        manifest = json.loads(packed.read("night.csv.manifest.json"))
    with open_warehouse(demo.database) as warehouse:
        rules = [find_rule(warehouse, "any", name, "low", None)[0] for name in NIGHT]
        terms = Terms.of_build(warehouse.settings(), "night", None, None)
        rows = warehouse.frame(audience_sql(rules, terms))
    expected = rows[~rows["is_holdout"] & ~rows["is_suppressed"]]
    assert [row["user_id"] for row in sent] == list(expected["user_id"])
    assert [row["reason"] for row in sent] == list(expected["reason"])
    assert manifest["files"][0]["rows"] == len(sent) > 20
    assert f"users\n{len(rows)}\n" in explorer.text().replace("\n\n", "\n")

    page.get_by_role("button", name="Save as campaign night").click()
    page.get_by_text("Build anew with").wait_for()
    rules_file = project / "seeds/demo/campaign_rules.csv"
    kept = [row for row in csv.DictReader(rules_file.open()) if row["campaign_id"] == "night"]
    assert sorted(row["name"] for row in kept) == sorted(NIGHT)


def test_decisions_hold_after_the_next_build(explorer: Visit, demo: Build, project: Path) -> None:
    """A topic is renamed, rebuilt and read by its new name; a kept campaign has the same people."""
    [(topic_id,)] = demo.rows(
        "select topic_id from marts.hobby__topics where topic_name = 'Knitting'"
    )
    wanted = f"low:topic:{NIGHT[3]}"
    page = explorer.go("/audiences", any=wanted, name="Worlds", holdout="20.0")
    page.get_by_role("button", name="Save as campaign worlds").click()
    page.get_by_text("Build anew with").wait_for()
    page = explorer.go("/curation", topic=topic_id)
    page.get_by_label("New name, or the other topic").fill("Knitting by hand")
    page.get_by_role("button", name="Decide").click()
    page.get_by_text("hobby__topic_overrides.csv has it").wait_for()
    [row] = csv.DictReader((project / OVERRIDES).open())
    assert (row["action"], row["topic"], row["target"]) == ("rename", topic_id, "Knitting by hand")
    assert row["note"].startswith("ann, 20")
    assert row["note"].endswith("UTC: Knitting")

    database = Path(shutil.copy(demo.database, project))
    rebuild(project, database, *CHANGED)
    publish(database, project.parent / "published")
    with open_warehouse(database) as warehouse:
        terms = Terms.of_build(warehouse.settings(), "worlds", 0.2, None)
        asked = audience_sql([find_rule(warehouse, "any", NIGHT[3], "low", None)[0]], terms)
        columns = "user_id, affinity_band, is_holdout, is_suppressed"
        kept = warehouse.rows(
            f"select {columns} from marts.hobby__campaign_audiences "
            "where campaign_id = 'worlds' order by user_id"
        )
        expected = warehouse.rows(f"select {columns} from ({asked}) order by user_id")
    assert len(kept) > 20
    assert kept == expected
    page = explorer.go(topic=topic_id)
    page.get_by_role("heading", name="Knitting by hand", exact=True).wait_for()
    page.get_by_role("heading", name="Names and labels").wait_for()

    page = explorer.go("/curation", list="Decided")
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back.").wait_for()
    assert [*csv.DictReader((project / OVERRIDES).open())] == []
