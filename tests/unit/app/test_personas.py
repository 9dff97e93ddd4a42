"""Personas proposed from topics that the same users have."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner

from hobby_profiles.app.cli import cli
from hobby_profiles.app.personas.propose import propose_personas
from hobby_profiles.core.errors import InputError
from hobby_profiles.core.tables import PATH_VARIABLE

GROUPS = {"a": ("Knitting", "Sewing", "Yarn"), "b": ("Fishing", "Camping", "Hiking")}


def _topics() -> pd.DataFrame:
    rows = [
        (f"{group}{user}", topic, 3 + place)
        for group, names in GROUPS.items()
        for user in range(30)
        for place, topic in enumerate(names)
    ]
    rows += [("a0", "Falconry", 50)]
    return pd.DataFrame(rows, columns=["user_id", "topic_name", "product_count"])


def test_topics_of_the_same_users_make_a_persona():
    proposed = propose_personas(_topics(), 2)
    told = proposed.signals.groupby("persona_id")["signal_value"].apply(set)
    assert sorted(map(sorted, told)) == sorted(map(sorted, GROUPS.values()))
    assert sorted(proposed.user_counts.values()) == [30, 30]
    assert proposed.signals["weight"].between(0, 1).all()
    assert list(proposed.personas.columns) == ["persona_id", "persona_name", "definition"]


def test_the_order_of_rows_does_not_matter():
    first = propose_personas(_topics(), 2)
    second = propose_personas(_topics().sample(frac=1, random_state=1), 2)
    pd.testing.assert_frame_equal(first.signals, second.signals)


def test_too_few_topics_are_an_error_that_says_what_to_do():
    with pytest.raises(InputError, match="only 6 topics have 20 users"):
        propose_personas(_topics(), 6)


def test_the_command_writes_both_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    topics = _topics()
    with duckdb.connect(str(tmp_path / "shop.duckdb")) as connection:
        connection.register("topics", topics)
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.hobby__user_topic_scores as "
            "select user_id, topic_name as topic_id, product_count from topics"
        )
        connection.execute(
            "create table marts.hobby__topics as select distinct topic_name as topic_id, "
            "topic_name, true as is_leaf, topic_name = 'Yarn' as is_sensitive from topics"
        )
    monkeypatch.setenv(PATH_VARIABLE, str(tmp_path / "shop.duckdb"))
    told = CliRunner().invoke(
        cli, ["personas", "propose", str(tmp_path / "out"), "--count", "2"], catch_exceptions=False
    )
    assert "30 users" in told.output and "Wrote 2 personas" in told.output
    personas = pd.read_csv(tmp_path / "out/hobby__personas.csv")
    signals = pd.read_csv(tmp_path / "out/hobby__persona_signals.csv")
    assert set(signals["persona_id"]) == set(personas["persona_id"])
    assert "Yarn" not in set(signals["signal_value"])
