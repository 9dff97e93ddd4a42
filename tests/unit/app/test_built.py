from __future__ import annotations

import json
from pathlib import Path

import pytest

from hobby_profiles.app.built import Build
from hobby_profiles.core.errors import InputError
from hobby_profiles.core.tables import PATH_VARIABLE

PROFILE = """
shop:
  target: "{{ env_var('SHOP_TARGET', 'dev') }}"
  outputs:
    dev: {type: duckdb, path: "data/{{ env_var('SHOP_FILE') }}.duckdb"}
    prod: {type: postgres, host: db}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shop's own project, in which the working directory lies."""
    for name in (PATH_VARIABLE, "DBT_PROFILES_DIR", "DBT_TARGET", "DBT_TARGET_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SHOP_FILE", "mine")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dbt_project.yml").write_text("name: my_shop\nprofile: shop\n")
    (tmp_path / "profiles.yml").write_text(PROFILE)
    return tmp_path


def test_the_profile_names_the_file(project: Path) -> None:
    assert Build().database() == Path("data/mine.duckdb")


def test_the_profile_is_found_in_the_folder_that_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("profiles")
    (project / "profiles.yml").rename(folder / "profiles.yml")
    monkeypatch.setenv("HOME", str(project / "home"))
    with pytest.raises(InputError, match=r"no profiles\.yml .*--profiles-dir"):
        Build().database()
    assert Build(profiles_dir=folder).database() == Path("data/mine.duckdb")


def test_the_environment_goes_before_the_profile(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PATH_VARIABLE, "elsewhere.duckdb")
    assert Build().database() == Path("elsewhere.duckdb")


def test_what_the_profile_needs_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHOP_FILE")
    with pytest.raises(InputError, match="SHOP_FILE, which is not set"):
        Build().database()


def test_an_unknown_target_and_another_engine_are_refused(project: Path) -> None:
    with pytest.raises(InputError, match=r"no target 'ci'; it has: dev, prod"):
        Build(target="ci").database()
    with pytest.raises(InputError, match="of type 'postgres'"):
        Build(target="prod").database()


def test_the_manifest_names_the_tables_of_this_package(project: Path) -> None:
    def node(package: str, name: str, kind: str = "model") -> dict[str, str]:
        return {
            "package_name": package,
            "resource_type": kind,
            "name": name,
            "schema": "dev_marts",
            "alias": f"our_{name}",
        }

    (project / "target").mkdir()
    nodes = [
        node("hobby_profiles", "hobby__topics"),
        node("my_shop", "my_products"),
        node("hobby_profiles", "some_test", kind="test"),
    ]
    manifest = {"nodes": {str(number): found for number, found in enumerate(nodes)}}
    (project / "target" / "manifest.json").write_text(json.dumps(manifest))
    assert Build().relations() == {"hobby__topics": ("dev_marts", "our_hobby__topics")}
