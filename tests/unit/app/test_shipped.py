from __future__ import annotations

from pathlib import Path

import pytest

from hobby_profiles.core import shipped
from hobby_profiles.core.shipped import REFERENCE, named_file, reference_file


def test_shipped_files_are_found_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert reference_file("label_lesson.npz").is_file()
    assert named_file(REFERENCE / "hobby__areas.csv") == reference_file("hobby__areas.csv")


def test_a_file_of_ones_own_goes_before_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = REFERENCE / "hobby__areas.csv"
    own.parent.mkdir(parents=True)
    own.write_text("area\n")
    assert named_file(own) == own


def test_a_wheel_carries_the_files_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reference").mkdir()
    monkeypatch.setattr(shipped.resources, "files", lambda _: tmp_path)
    assert reference_file("a.csv") == tmp_path / "reference" / "a.csv"


def test_other_missing_files_stay_as_they_were_named() -> None:
    assert named_file(Path("nowhere/list.csv")) == Path("nowhere/list.csv")
