"""The weights of identity tell topics that a reader named from those that nobody did."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from hobby_profiles.evaluation.truth.fit import fit_identity
from hobby_profiles.evaluation.truth.reference import Reference
from hobby_profiles.evaluation.truth.shop import Shop
from tests.unit.evaluation.test_truth import embed, interest

USERS = ("ann", "bob", "cid", "dan")
TOPICS = {"knitting": 2.0, "vitamins": 0.1, "chess": 1.5, "batteries": 0.2}


def test_weights_point_the_way_the_reference_does(tmp_path: Path):
    pairs = [(user, topic) for user in USERS for topic in TOPICS]
    keys = pd.DataFrame(pairs, columns=["user_id", "topic_id"])
    cases = keys.assign(
        product_count=3,
        strong_product_count=2,
        identity_product_lift=[TOPICS[topic] for topic in keys["topic_id"]],
        identity_log_odds=0.0,
        identity_score=0.5,
    )
    database = tmp_path / "shop.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema engagement")
        connection.register("cases", cases)
        connection.execute(
            "create table engagement.int_hobby__user_topic_scores as select * from cases"
        )
    shop = Shop(
        topics=keys.assign(topic_name=keys["topic_id"]),
        labels=keys.assign(product_id=keys["topic_id"], label=keys["topic_id"]),
        lines=keys.head(0),
        sizes=pd.Series(dict.fromkeys(USERS, 40)),
    )
    reference = Reference(
        interests=pd.DataFrame(
            [interest(name) | {"user_id": user} for user in USERS for name in ("knitting", "chess")]
        ),
        not_interests=pd.DataFrame(columns=["user_id", "thing", "evidence"]),
        verdicts=pd.DataFrame(columns=["user_id", "topic_name", "verdict"]),
    )
    weights, figures = fit_identity(database, shop, reference, embed)
    assert weights["term"].tolist() == ["constant", "product_lift"]
    assert weights.set_index("term").loc["product_lift", "weight"] > 1
    assert figures["fit_case_count"] == 16
    assert figures["fit_auc"] == 1
