"""What is decided in the explorer is written as dbt reads it, and nothing else is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from hobby_profiles.campaigns.rules import Rule, Terms
from hobby_profiles.core.errors import InputError
from hobby_profiles.explorer.written.campaigns import keep_campaign
from hobby_profiles.explorer.written.members import change_member

TERMS = Terms("night", 0.1, "salt", 14, 8, (0.75, 0.5))
RULES = [Rule("not", "persona", "readers", "high", ("p1",)), Rule("any", "topic", "Tea", "low", ())]
KEPT = "campaign_id,clause,kind,name,min_affinity,remark\nother,any,topic,Cats,low,ours\n"


def test_a_campaign_is_kept_beside_the_others(tmp_path: Path) -> None:
    (tmp_path / "campaign_rules.csv").write_text(KEPT)
    for _ in range(2):
        keep_campaign(tmp_path, (), "The night, perhaps", RULES, TERMS)
    assert (tmp_path / "campaign_rules.csv").read_text() == (
        f"{KEPT}night,any,topic,Tea,low,\nnight,not,persona,readers,high,\n"
    )
    assert (tmp_path / "campaigns.csv").read_text() == (
        'campaign_id,campaign_name,holdout_share,suppress_days\nnight,"The night, perhaps",0.1,14\n'
    )


def test_a_campaign_that_dbt_would_not_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the relation of hobby__campaigns"):
        keep_campaign(tmp_path, ("campaigns",), "Night", RULES, TERMS)
    (tmp_path / "campaign_rules.parquet").touch()
    with pytest.raises(InputError, match=r"campaign_rules\.parquet"):
        keep_campaign(tmp_path, (), "Night", RULES, TERMS)
    with pytest.raises(InputError, match="There is no folder"):
        keep_campaign(tmp_path / "nowhere", (), "Night", RULES, TERMS)
    assert not list(tmp_path.glob("*.csv"))


def test_a_file_that_is_no_table_is_left_alone(tmp_path: Path) -> None:
    broken = "campaign_id,clause\na,b,c,d\n"
    (tmp_path / "campaign_rules.csv").write_text(broken)
    with pytest.raises(InputError, match="more cells than columns"):
        keep_campaign(tmp_path, (), "Night", RULES, TERMS)
    assert (tmp_path / "campaign_rules.csv").read_text() == broken


def test_a_member_is_added_and_dropped(tmp_path: Path) -> None:
    line = {"collection_id": "tea", "collection_name": "Tea", "topic": "Drinks > Tea"}
    file = tmp_path / "collection_members.csv"
    assert "added" in change_member(tmp_path, (), line, ("t_1", "tea"))
    assert file.read_text().splitlines()[1] == "tea,Tea,Drinks > Tea,"
    file.write_text(file.read_text().replace("Drinks > Tea", "TEA"))
    assert "taken out" in change_member(tmp_path, (), line, ("t_1", "tea"))
    assert file.read_text().splitlines() == ["collection_id,collection_name,topic,product_id"]
