"""The explorer for whoever has no mouse, a phone, or eyes that need contrast."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import Build
from .explorer_browser import CHROMIUM, NO_BROWSER, Visit, make_project, publish, served, visit

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_BROWSER),
]

CONTRAST = Path(__file__).with_name("contrast.js").read_text()
MOST_STEPS = 150
DRAWN = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
    .every((chart) => chart.querySelector('.main-svg'))"""
# The name of a symbol stands on a line of its own.
REACHED = """() => {
    const at = document.activeElement
    return (at.getAttribute('aria-label') || at.innerText || '').trim().split('\\n').pop()
}"""
# A box opens by its field, a number is stepped by the arrow keys, a field is cleared by deleting:
# these buttons beside them are for a mouse.
MISSED = """() => {
    const asked = 'button, a[href], input, textarea, summary'
    const main = document.querySelector('[data-testid=stMainBlockContainer]')
    return [...main.querySelectorAll(asked)].filter((at) => at.tabIndex < 0 && at.checkVisibility()
        && !at.disabled && !at.closest('[data-testid=stDataFrame], [role=radiogroup]')
        && !at.closest('[data-testid=stNumberInput], [data-testid=stSelectbox]')
        && at.dataset.testid !== 'stTextInputClearButton').map((at) => at.outerHTML.slice(0, 200))
}"""


@pytest.fixture(scope="module")
def explorer(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    folder = tmp_path_factory.mktemp("access")
    publish(demo.database, folder / "published")
    project = make_project(folder / "project")
    with (
        served(folder / "published", project, "--people") as address,
        visit(address, project) as visitor,
    ):
        yield visitor
        assert visitor.errors == []


@pytest.fixture(scope="module")
def largest(demo: Build) -> tuple[str, str]:
    """Key and name of the leaf topic that most users have."""
    [found] = demo.rows(
        "select topic_id, topic_name from marts.hobby__topic_summary "
        "inner join marts.hobby__topics using (topic_id) where is_leaf and not is_sensitive "
        "order by user_count desc, topic_id limit 1"
    )
    return found


@pytest.fixture(scope="module")
def pages(demo: Build, largest: tuple[str, str]) -> list[tuple[str, dict[str, str]]]:
    [(user_id,)] = demo.rows(
        "select user_id from marts.hobby__users order by profile_topic_count desc, user_id limit 1"
    )
    return [
        ("/", {}),
        ("/", {"q": "knit"}),
        ("/", {"topic": largest[0]}),
        ("/people", {"user": user_id}),
        ("/audiences", {"any": f"low:topic:{largest[1]}"}),
        ("/collections", {}),
        ("/curation", {}),
        ("/curation", {"topic": largest[0]}),
        ("/health", {}),
    ]


def press_to(explorer: Visit, name: str) -> None:
    """Press Tab until what is called so has the focus."""
    for _ in range(MOST_STEPS):
        explorer.page.keyboard.press("Tab")
        if explorer.page.evaluate(REACHED).replace("\u2060", "") == name:
            return
    pytest.fail(f"{name} is not reached by the key Tab")


def test_from_a_search_to_an_exported_audience_without_a_mouse(
    explorer: Visit, largest: tuple[str, str]
) -> None:
    topic_id, name = largest
    page = explorer.go()
    press_to(explorer, "Search topics by name, label or meaning")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Topics for").wait_for()
    explorer.settled()
    press_to(explorer, name)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/?topic={topic_id}")
    page.get_by_role("heading", name="Names and labels").wait_for()
    explorer.settled()
    press_to(explorer, "Build an audience of it")
    page.keyboard.press("Enter")
    page.wait_for_url("**/audiences?any=*")
    page.get_by_role("heading", name="Export", exact=True).wait_for()
    explorer.settled()
    press_to(explorer, "Export as CSV")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert "audience.csv" in zipfile.ZipFile(download.value.path()).namelist()


def test_a_wrong_merge_is_told_apart_and_taken_back(explorer: Visit, demo: Build) -> None:
    [(topic_id, label, stands)] = demo.rows(
        "select topic_id, label, topic_label from marts.hobby__topic_labels "
        "inner join marts.hobby__topics using (topic_id) where not is_sensitive "
        "and label <> topic_label order by merge_score, label limit 1"
    )
    file = explorer.project / "seeds/reference/hobby__topic_overrides.csv"
    before = file.read_text()
    page = explorer.go("/curation", list="Doubtful merges")
    page.get_by_role("button", name="Tell them apart").click()
    page.get_by_text("hobby__topic_overrides.csv has it").wait_for()
    [row] = csv.DictReader(file.open())
    assert (row["action"], row["topic"], row["target"]) == ("split", label, stands)
    page = explorer.go("/curation", topic=topic_id)
    page.get_by_text("A label that does not belong here").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back.").wait_for()
    assert file.read_text() == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_the_contrast_of_aa_are_reached_by_tab_and_fit_a_phone(
    explorer: Visit, pages: list[tuple[str, dict[str, str]]], scheme: str
) -> None:
    explorer.page.emulate_media(color_scheme=scheme)
    for path, query in pages:
        page = explorer.go(path, **query)
        page.wait_for_function(DRAWN)
        looked, faint = page.evaluate(CONTRAST)
        assert looked > 10, (path, query)
        assert faint == [], (path, query)
        assert page.evaluate(MISSED) == [], (path, query)
        page.set_viewport_size({"width": 390, "height": 844})
        page.wait_for_function(
            "(() => { const main = document.querySelector('[data-testid=stMain]');"
            "return main.scrollWidth <= main.clientWidth + 1 })()"
        )
        page.set_viewport_size({"width": 1400, "height": 900})
