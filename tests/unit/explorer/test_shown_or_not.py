"""What pages show where they must not, or cannot: people, a folder that became empty."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

import hobby_profiles.explorer
from hobby_profiles.explorer.options import Options

APP = Path(hobby_profiles.explorer.__file__).with_name("app.py")


def people_page() -> None:
    from hobby_profiles.explorer.views import people

    people.show()


@pytest.fixture
def started(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    options = Options(
        folder=published,
        data_dir=tmp_path,
        overrides=tmp_path / "overrides.csv",
        blocked_labels=tmp_path / "blocked.csv",
        embedding_model="none",
        cache_dir=tmp_path,
        relations=(),
        people=False,
        who="ann",
    )
    monkeypatch.setattr(sys, "argv", ["streamlit", options.argument()])
    return published


def test_people_are_not_shown_unless_asked_for(started: Path) -> None:
    page = AppTest.from_function(people_page)
    page.query_params["user"] = "u1"
    page.run(timeout=60)
    [told] = page.info
    assert "--people" in told.value
    assert len(page.main) == 1
    assert not page.exception


def test_a_folder_that_became_empty_is_told_and_no_page_is_shown(started: Path) -> None:
    started.unlink()
    app = AppTest.from_file(str(APP)).run(timeout=60)
    [told] = app.error
    assert "Nothing is published" in told.value.replace("\\", "")
    assert not app.exception


def test_tables_of_an_older_version_are_told(started: Path) -> None:
    file = started / "hobby__topics.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"copy (select 1 as topic_key) to '{file}' (format parquet)")
    app = AppTest.from_file(str(APP)).run(timeout=60)
    [told] = app.error
    assert "as if an older version had published it" in told.value
    assert not app.exception
