import math

import numpy as np
import pandas as pd
import pytest

from hobby_profiles.experiments.measures import compare, measure, per_product

PRODUCTS = pd.Series([f"p{number}" for number in range(50)])


def judged(grades_of: dict[str, list[int]], sensitive: bool = False) -> pd.DataFrame:
    rows = [(key, grade, sensitive) for key, grades in grades_of.items() for grade in grades]
    return pd.DataFrame(rows, columns=["text_hash", "fit_grade", "is_sensitive"])


def test_measures_by_hand():
    counts = per_product(judged({"p0": [5, 2], "p1": [3]}), PRODUCTS.head(4), 3)
    assert measure(counts) == {
        "label_count": 3,
        "labels_per_product": 0.75,
        "accepted_per_product": 0.5,
        "coverage": 0.5,
        "mean_fit_grade": pytest.approx(10 / 3),
        "rejected_share": pytest.approx(1 / 3),
    }


def test_a_sensitive_label_is_not_accepted():
    counts = per_product(judged({"p0": [5]}, sensitive=True), PRODUCTS.head(2), 3)
    assert measure(counts)["coverage"] == 0


def test_no_label_at_all_is_missing_not_zero():
    counts = per_product(judged({}), PRODUCTS, 3)
    assert measure(counts)["coverage"] == 0
    assert math.isnan(measure(counts)["mean_fit_grade"])


def test_a_variant_equals_itself():
    counts = per_product(judged({"p0": [5, 2], "p7": [3]}), PRODUCTS, 3)
    assert set(compare(counts, counts).values()) == {0.0}


def test_the_interval_holds_the_difference_and_pairing_narrows_it():
    random = np.random.default_rng(1)
    grades = random.integers(1, 5, len(PRODUCTS)).tolist()
    base = {key: [grade] for key, grade in zip(PRODUCTS, grades, strict=True)}
    better = {key: [grade[0] + 1] for key, grade in base.items()}
    other = dict(zip(base, list(better.values())[::-1], strict=True))
    paired = compare(*(per_product(judged(rows), PRODUCTS, 3) for rows in (better, base)))
    unpaired = compare(*(per_product(judged(rows), PRODUCTS, 3) for rows in (other, base)))
    width = [
        row["fit_grade_difference_ci_high"] - row["fit_grade_difference_ci_low"]
        for row in (paired, unpaired)
    ]
    assert paired["fit_grade_difference"] == unpaired["fit_grade_difference"] == pytest.approx(1)
    assert width[0] < 0.1 < width[1]


def test_the_same_answer_every_time():
    one = per_product(judged({"p1": [4, 4], "p2": [1]}), PRODUCTS, 3)
    two = per_product(judged({"p1": [5], "p3": [2]}), PRODUCTS, 3)
    assert compare(one, two) == compare(one, two)
