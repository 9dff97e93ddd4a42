from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.evaluation.recommendations.baselines import Baselines
from hobby_profiles.evaluation.recommendations.filters import FILTERS, variants, without_returns
from hobby_profiles.evaluation.recommendations.fit import SOURCES, fit_weights, make_cases
from hobby_profiles.evaluation.recommendations.measure import list_measures, ranked
from hobby_profiles.evaluation.recommendations.split import random_split, time_split


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    days = pd.date_range("2024-01-01", periods=20)
    events = pd.DataFrame(
        {
            "user_id": ["ann"] * 10 + ["bob"] * 9 + ["cid"],
            "product_id": [f"p{n}" for n in range(10)] + [f"p{n}" for n in range(9)] + ["p1"],
            "event_at": days,
            "quantity": 1.0,
            "amount": 2.0,
        }
    )
    events.to_parquet(tmp_path / "events.parquet")
    products = pd.DataFrame({"product_id": [f"p{n}" for n in range(10)], "product_name": "x"})
    products.to_parquet(tmp_path / "products.parquet")
    return tmp_path


def test_a_fifth_of_each_users_products_is_asked(shop: Path, tmp_path: Path) -> None:
    split = random_split(shop, tmp_path / "known", since=None, seed=0)
    assert split.truth.groupby("user_id").size().to_dict() == {"ann": 2, "bob": 2}
    assert split.known.groupby("user_id").size().to_dict() == {"ann": 8, "bob": 7}
    both = split.known.merge(split.truth, on=["user_id", "product_id"])
    assert both.empty
    assert len(pd.read_parquet(tmp_path / "known/events.parquet")) == 15


def test_only_known_users_are_asked_of_the_days_after(shop: Path, tmp_path: Path) -> None:
    split = time_split(
        shop, tmp_path / "known", as_of=date(2024, 1, 12), horizon_days=5, since=None
    )
    assert set(split.truth["user_id"]) == {"bob"}
    assert len(split.truth) == 5
    with pytest.raises(InputError, match="Nobody known on 2024-01-20"):
        time_split(shop, tmp_path, as_of=date(2024, 1, 20), horizon_days=5, since=None)


def test_what_is_known_after_a_date_has_returns_and_free_goods(tmp_path: Path, shop: Path) -> None:
    events = pd.read_parquet(shop / "events.parquet")
    events.loc[[0, 1], "quantity"] = [-1.0, 1.0]
    events.loc[[0, 1], "amount"] = [-2.0, 0.0]
    events.to_parquet(shop / "events.parquet")
    split = time_split(
        shop, tmp_path / "known", as_of=date(2024, 1, 12), horizon_days=5, since=None
    )
    written = pd.read_parquet(split.folder / "events.parquet")
    assert list(written.columns) == list(events.columns)
    assert len(written) == 12
    assert len(split.known) == 10
    kept = pd.read_parquet(without_returns(split.folder) / "events.parquet")
    assert sorted(kept["amount"])[:2] == [0.0, 2.0]
    assert len(kept) == 11


def test_each_filter_is_left_out_once() -> None:
    kept = dict(variants())
    assert set(kept) == {*FILTERS, "all"}
    assert kept["bot"].split() == [name for name in FILTERS if name != "bot"]
    assert kept["all"] == ""


def test_measures_of_a_list_by_hand() -> None:
    found = list_measures({"ann": ["x", "a", "b"]}, {"ann": {"a", "b"}, "bob": {"a"}}, 3)
    gain = (1 / np.log2(3) + 1 / np.log2(4)) / (1 + 1 / np.log2(3))
    assert found["ndcg"].tolist() == [pytest.approx(gain), 0.0]
    assert found["recall"].tolist() == [1.0, 0.0]
    assert found["f1"].tolist() == [pytest.approx(0.8), 0.0]


def test_without_a_term_its_candidates_fall_back() -> None:
    terms = pd.DataFrame(
        {
            "user_id": "ann",
            "product_id": ["a", "b"],
            "term_together": [0.1, 0.0],
            "term_topic": [0.0, 0.9],
            "term_popular": [0.1, 0.1],
        }
    )
    weights = {"constant": -1.0, "together": 1.0, "topic": 1.0, "popular": 1.0}
    assert ranked(terms, weights) == {"ann": ["b", "a"]}
    assert ranked(terms, weights, without=("topic",)) == {"ann": ["a", "b"]}


def test_plain_recommenders_propose_what_others_have() -> None:
    known = pd.DataFrame(
        [("ann", "a"), ("ann", "b"), ("bob", "a"), ("bob", "b"), ("bob", "c"), ("cid", "d")],
        columns=["user_id", "product_id"],
    ).assign(order_count=1)
    lists = dict(Baselines(known).all())
    assert {"popularity", "item_knn", "ease", "ease_top50", "als"} == set(lists)
    assert lists["ease"]["ann"][0] == "c"
    assert lists["item_knn"]["ann"][0] == "c"


def test_a_term_that_helps_gets_a_weight_and_one_that_harms_none() -> None:
    rows = [
        (user, product, float(product == "good"), float(product == "bad"))
        for user in ("ann", "bob")
        for product in ("bad", "good", *(f"p{n:02}" for n in range(12)))
    ]
    terms = pd.DataFrame(rows, columns=["user_id", "product_id", "term_topic", "term_journey"])
    for source in SOURCES:
        if f"term_{source}" not in terms:
            terms[f"term_{source}"] = 0.0
    truth = pd.DataFrame({"user_id": ["ann", "bob"], "product_id": "good"})
    weights = fit_weights([make_cases(terms, terms.iloc[:0], truth)]).set_index("term")["weight"]
    assert weights["topic"] > weights["journey"]
    assert weights["journey"] == 0.3
