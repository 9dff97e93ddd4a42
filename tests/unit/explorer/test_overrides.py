"""Decisions about topics and labels are written as dbt reads them, and taken back."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.explorer.written import overrides
from hobby_profiles.taxonomy.identity.overrides import resolve_overrides

REGISTRY = pd.DataFrame(
    {
        "topic_id": ["t_1", "t_2"],
        "parent_topic_id": [None, None],
        "topic_name": ["Knitting", "Crochet"],
        "topic_path": ["Knitting", "Crochet"],
        "labels": [["knitting"], ["crochet"]],
        "topic_status": ["in_tree", "in_tree"],
    }
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hobby__topic_overrides.csv"
    path.write_text("action,topic,target,note\npin,t_2,,ours\n")
    return path


def test_what_is_decided_is_applied_by_the_next_build(file: Path) -> None:
    overrides.decide(file, "rename", "t_1", "Knit, purl", "ann", "Knitting")
    overrides.decide(file, "merge", "t_1", "t_2", "ann", "Knitting to Crochet")
    found = resolve_overrides(pd.read_csv(file), REGISTRY)
    assert found["problem"].isna().all()
    assert list(found["action"]) == ["merge", "pin", "rename"]
    assert "Knit, purl" in list(found["target"].dropna())


def test_a_later_decision_takes_the_place_of_an_earlier_one(file: Path) -> None:
    for name in ("First", "Second"):
        overrides.decide(file, "rename", "t_1", name, "ann", "Knitting")
    assert [row["target"] for row in overrides.decisions(file)] == ["Second", ""]
    assert overrides.decisions(file)[0]["note"].startswith("ann, 20")


def test_a_decision_is_taken_back_once(file: Path) -> None:
    before = file.read_text()
    overrides.decide(file, "hide", "t_1", "", "ann", "Knitting")
    [row, _] = overrides.decisions(file)
    overrides.undo(file, row)
    assert file.read_text() == before
    with pytest.raises(InputError, match="no more"):
        overrides.undo(file, row)


@pytest.mark.parametrize(
    ("action", "target", "said"),
    [
        ("rename", "  ", "Say what to rename it to"),
        ("rename", "x" * 81, "80 letters"),
        ("rename", "a\x1b[2Jb", "no control characters"),
        ("burn", "it", "Say what to burn it to"),
    ],
)
def test_what_is_no_decision_is_not_written(
    file: Path, action: str, target: str, said: str
) -> None:
    before = file.read_text()
    with pytest.raises(InputError, match=said):
        overrides.decide(file, action, "t_1", target, "ann", "")
    assert file.read_text() == before


def test_decisions_need_a_file_that_dbt_reads(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        overrides.decide(tmp_path / "none.csv", "hide", "t_1", "", "ann", "")
    with pytest.raises(InputError, match="hobby__blocked_labels"):
        overrides.block(tmp_path / "none.csv", "thing", "brand", "ann")


def test_a_label_is_blocked_once_and_told_from_the_shipped_ones(tmp_path: Path) -> None:
    path = tmp_path / "blocked.csv"
    path.write_text("label,category,reason\nvalue,abstract_concept,an outcome\n")
    overrides.block(path, "Acme", "brand", "ann")
    assert "already" in overrides.block(path, "acme", "brand", "bob")
    [row] = overrides.own_blocks(path)
    assert (row["label"], row["category"]) == ("Acme", "brand")
    overrides.undo(path, row)
    assert path.read_text().count("\n") == 2
