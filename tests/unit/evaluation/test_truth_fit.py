"""The weights of identity tell lines that a reader called right from the others."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.evaluation.truth.fit import fit_identity
from hobby_profiles.evaluation.truth.reference import Reference

USERS = ("ann", "bob", "cid", "dan")
TOPICS = {"knitting": 2.0, "vitamins": 0.1, "chess": 1.5, "batteries": 0.2}
RIGHT = ("knitting", "chess")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    pairs = [(user, topic) for user in USERS for topic in TOPICS]
    keys = pd.DataFrame(pairs, columns=["user_id", "topic_id"])
    tables = {
        "engagement.int_hobby__user_topic_scores": keys.assign(
            identity_product_lift=[TOPICS[topic] for topic in keys["topic_id"]],
            identity_log_odds=0.0,
            identity_score=0.5,
        ),
        "engagement.int_hobby__profile_confidences": keys.assign(child_log_odds=-0.5),
        "marts.hobby__topics": pd.DataFrame({"topic_id": [*TOPICS], "topic_name": [*TOPICS]}),
    }
    path = tmp_path / "shop.duckdb"
    with duckdb.connect(str(path)) as connection:
        for name, rows in tables.items():
            connection.execute(f"create schema if not exists {name.split('.')[0]}")
            connection.register("given", rows)
            connection.execute(f"create table {name} as select * from given")
    return path


def reference(*users: str) -> Reference:
    verdicts = [
        (user, topic, "right" if topic in RIGHT else "half") for user in users for topic in TOPICS
    ]
    return Reference(
        interests=pd.DataFrame(columns=["user_id", "interest"]),
        not_interests=pd.DataFrame(columns=["user_id", "thing", "evidence"]),
        verdicts=pd.DataFrame(verdicts, columns=["user_id", "topic_name", "verdict"]),
    )


def test_weights_point_the_way_the_verdicts_do(database: Path) -> None:
    weights, figures = fit_identity(database, reference(*USERS))
    assert weights["term"].tolist() == ["constant", "product_lift"]
    assert weights.set_index("term").loc["product_lift", "weight"] > 1
    assert figures["fit_case_count"] == 16
    assert figures["fit_auc"] == 1


def test_verdicts_of_another_shop_are_named(database: Path) -> None:
    with pytest.raises(InputError, match="4 verdicts of the reference name no topic"):
        fit_identity(database, reference("eve"))
