"""Matching of profile lines with what is known of users, on a shop worked out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.evaluation.common.bootstrap import mean_interval
from hobby_profiles.evaluation.truth.match import match_interests, near_duplicates
from hobby_profiles.evaluation.truth.measure import measure_truth
from hobby_profiles.evaluation.truth.reference import Reference, read_reference
from hobby_profiles.evaluation.truth.shop import Shop

# Topic: its products, with the label of each.
ANN = {
    "knitting": {"yarn": "knitting", "needles": "knitting"},
    "yarn crafts": {"yarn": "knitting", "needles": "knitting"},
    "wool": {"yarn": "wool", "needles": "wool", "hook": "wool"},
    "vitamins": {"omega": "vitamins", "zinc": "vitamins"},
    "puzzles": {"jigsaw": "puzzles"},
}


def embed(phrases):
    """One axis a word: cosines are shares of common words."""
    words = sorted({word for phrase in phrases for word in phrase.split()})
    vectors = np.array([[float(word in phrase.split()) for word in words] for phrase in phrases])
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def shop(*lines: str) -> Shop:
    return Shop(
        topics=pd.DataFrame(
            {
                "user_id": "ann",
                "topic_id": list(ANN),
                "topic_name": list(ANN),
                "is_leaf": True,
                "product_count": [len(products) for products in ANN.values()],
                "event_count": [5, 4, 3, 40, 1],
                "spend_amount": [5.0, 4.0, 3.0, 40.0, 1.0],
                "last_event_at": pd.Timestamp("2022-12-01"),
                "profile_score": [0.9, 0.8, 0.7, 0.6, 0.5],
            }
        ),
        labels=pd.DataFrame(
            [
                ("ann", topic, product, label)
                for topic, products in ANN.items()
                for product, label in products.items()
            ],
            columns=["user_id", "topic_id", "product_id", "label"],
        ),
        lines=pd.DataFrame(
            {
                "user_id": "ann",
                "topic_id": list(lines),
                "profile_rank": range(1, len(lines) + 1),
                "confidence": 0.75,
            }
        ),
        sizes=pd.Series({"ann": 53, "bob": 30, "cid": 2}),
    )


def interest(name: str, *synonyms: str, strength="core", stage="ongoing", evidence=()) -> dict:
    return {
        "user_id": "ann",
        "interest": name,
        "names": (name, *synonyms),
        "strength": strength,
        "stage": stage,
        "evidence": frozenset(evidence),
    }


REFERENCE = Reference(
    interests=pd.DataFrame(
        [
            interest("hand knitting", "knitting", evidence=["yarn", "needles"]),
            interest("puzzles", strength="minor", stage="past", evidence=["jigsaw"]),
        ]
    ),
    not_interests=pd.DataFrame(
        [("ann", "daily consumables", frozenset(["omega"]))],
        columns=["user_id", "thing", "evidence"],
    ),
    verdicts=pd.DataFrame(
        [("ann", "knitting", "right"), ("ann", "vitamins", "wrong_consumable")],
        columns=["user_id", "topic_name", "verdict"],
    ),
)


def test_a_topic_matches_by_name_or_by_evidence():
    pairs = match_interests(shop(), REFERENCE, embed).set_index(["topic_id", "interest"])
    by_name = pairs.loc[("knitting", "hand knitting")]
    assert by_name.by_name
    assert by_name.by_labels
    assert by_name.by_evidence
    # Neither name nor labels: two of three products speak.
    by_products = pairs.loc[("wool", "hand knitting")]
    assert not by_products.by_name
    assert not by_products.by_labels
    assert by_products.matches
    assert "vitamins" not in pairs.index.get_level_values("topic_id")


def test_labels_alone_do_not_make_a_match():
    reference = Reference(
        interests=pd.DataFrame([interest("knitting", evidence=["hook"])]),
        not_interests=REFERENCE.not_interests,
        verdicts=REFERENCE.verdicts,
    )
    pairs = match_interests(shop(), reference, embed).set_index("topic_id")
    assert pairs.loc["yarn crafts", "by_labels"]
    assert not pairs.loc["yarn crafts", "matches"]


def test_a_line_with_the_products_of_a_better_one_is_a_near_duplicate():
    lines = shop("knitting", "yarn crafts", "puzzles").lines
    assert near_duplicates(lines, shop(), embed).tolist() == [False, True, False]


def test_every_figure_of_a_small_shop():
    figures = measure_truth(shop("knitting", "vitamins"), REFERENCE, embed)
    assert figures["core_found"] == 1
    assert figures["past_found"] == 0
    assert figures["interests_found"] == 0.5
    assert figures["lines_matched"] == 0.5
    assert figures["not_interest_lines"] == 0.5
    assert figures["duplicate_lines"] == 0
    # bob has 30 events and no line; cid has too few to count.
    assert figures["empty_profiles"] == 0.5
    assert figures["verdict_agreement"] == 1
    assert figures["confidence_ece"] == 0.25
    assert figures["ceiling_one_product_interests_found"] == 1
    assert figures["ceiling_two_products_interests_found"] == 0.5
    # By events the vitamins lead, and two lines are shown as in the profile.
    assert figures["baseline_frequency_not_interest_lines"] == 0.5
    assert figures["baseline_profile_score_not_interest_lines"] == 0


def test_no_line_at_all_is_measured_as_such():
    figures = measure_truth(shop(), REFERENCE, embed)
    assert figures["core_found"] == 0
    assert np.isnan(figures["lines_matched"])
    assert figures["empty_profiles"] == 1


def test_the_interval_of_a_ratio_weighs_cases_by_size():
    ratio, low, high = mean_interval(np.array([8.0, 0.0]), np.array([8.0, 2.0]))
    assert ratio == 0.8
    assert (low, high) == (0.0, 1.0)
    assert np.isnan(mean_interval(np.zeros(2), np.zeros(2))).all()


def test_a_reference_without_a_column_names_it(tmp_path: Path):
    (tmp_path / "user_interests.csv").write_text("user_id,interest\nann,knitting\n")
    with pytest.raises(InputError, match="synonyms"):
        read_reference(tmp_path)


def test_the_shipped_reference_is_read_whole():
    reference = read_reference(Path("tests/evaluation/gold/profiles"))
    assert len(reference.users) == 60
    assert len(reference.interests) == 410
    assert all(reference.interests["evidence"])
