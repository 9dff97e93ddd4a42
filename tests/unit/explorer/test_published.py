"""A folder that was never published, half published, or by another version: a clear message."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.explorer.options import Options
from hobby_profiles.explorer.published import Published


def refusal(folder: Path) -> str:
    with pytest.raises(InputError) as refused:
        Published(folder)
    assert f"hobby-profiles publish {folder}" in str(refused.value)
    return str(refused.value)


def test_a_publication_is_read(published: Path) -> None:
    opened = Published(published)
    assert opened.manifest["as_of_date"] == "2022-12-30"
    assert opened.settings["currency"] == "EUR"
    rows = opened.warehouse().rows("select count(*) as size from marts.hobby__topics")
    assert rows[0].size == opened.manifest["tables"]["hobby__topics"]


def test_a_folder_that_was_never_published(tmp_path: Path) -> None:
    assert "Nothing is published" in refusal(tmp_path / "nothing")
    (tmp_path / "empty").mkdir()
    assert "Nothing is published" in refusal(tmp_path / "empty")


def test_a_half_published_folder(published: Path) -> None:
    (published / "hobby__topics.parquet").unlink()
    (published / "hobby__settings.parquet").unlink()
    assert "2 tables of" in refusal(published)


def test_a_file_that_was_cut_off(published: Path) -> None:
    file = published / "hobby__topics.parquet"
    file.write_bytes(file.read_bytes()[:-9])
    assert "hobby__topics.parquet cannot be read" in refusal(published)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "one of an older version"),
        ("{", "is no manifest"),
        ("[]", "is no manifest"),
        ('{"format": 1}', "is no manifest"),
    ],
)
def test_a_publication_without_a_manifest(published: Path, content: str | None, said: str) -> None:
    file = published / "manifest.json"
    if content is None:
        file.unlink()
    else:
        file.write_text(content)
    assert said in refusal(published)


def test_a_publication_in_another_format(published: Path) -> None:
    file = published / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "format": 0}))
    assert "was published in format 0" in refusal(published)


def test_no_query_reads_or_writes_another_file(published: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    warehouse = Published(published).warehouse()
    for query in (f"from read_csv('{secret}')", "set enable_external_access = true"):
        with pytest.raises(duckdb.Error):
            warehouse.rows(query)


def test_what_the_explorer_is_started_with_arrives(tmp_path: Path) -> None:
    options = Options(
        folder=tmp_path / "a folder",
        data_dir=tmp_path,
        overrides=tmp_path / "o.csv",
        blocked_labels=tmp_path / "b.csv",
        embedding_model="model",
        cache_dir=tmp_path,
        relations=("campaigns",),
        people=True,
        who='ann "the boss"',
    )
    assert Options.of_argument(options.argument()) == options


def test_the_explorer_never_opens_the_warehouse() -> None:
    folder = Path(__file__).parents[3] / "python/hobby_profiles/explorer"
    code = "".join(file.read_text() for file in folder.rglob("*.py"))
    assert "open_warehouse" not in code
    for schema in ("staging.", "engagement.", "taxonomy.int_", "labels.int_"):
        assert schema not in code


def test_a_publication_of_older_settings(published: Path) -> None:
    file = published / "hobby__settings.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (from read_parquet('{file}') where setting <> 'hobby__min_audience_size') "
            f"to '{file}.part' (format parquet)"
        )
    Path(f"{file}.part").replace(file)
    assert (
        "as if an older version had published it: its settings have no min_audience_size"
        in refusal(published)
    )
