from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from words_model import WordsModel

from hobby_profiles.app.evaluate.catalogue.labels import render_section
from hobby_profiles.core.errors import InputError
from hobby_profiles.evaluation.labels.accepted import (
    mark_hits,
    measure,
    measure_languages,
)
from hobby_profiles.evaluation.labels.gold import read_gold
from hobby_profiles.evaluation.labels.recorded import expected_calibration_error

GOLD = pd.DataFrame(
    {
        "text_hash": ["a", "b", "c", "d"],
        "signal": ["strong", "strong", "none", "weak"],
        "hobbies": [["knitting"], ["dog owner", "dog training"], [], ["camping"]],
    }
)
ACCEPTED = pd.DataFrame(
    [("a", "Knitting!"), ("a", "skiing"), ("b", "owner dog"), ("c", "camping"), ("d", "chess")],
    columns=["text_hash", "label"],
)


def test_hits_are_equal_or_close_phrases() -> None:
    wanted = dict(zip(GOLD["text_hash"], GOLD["hobbies"], strict=True))
    hits = mark_hits(ACCEPTED, wanted, WordsModel())
    assert hits.tolist() == [True, False, True, False, False]


def test_measures_count_products_and_labels() -> None:
    hits = np.array([True, False, False, False, False])
    found = measure(ACCEPTED, GOLD, hits)
    assert found["precision"] == pytest.approx(1 / 5)
    assert found["strong_recall"] == pytest.approx(1 / 2)
    assert found["abstention"] == 0.0
    nothing = measure(ACCEPTED[:0], GOLD, hits[:0])
    assert (nothing["precision"], nothing["strong_recall"], nothing["abstention"]) == (0, 0, 1)


def test_calibration_error_is_the_distance_in_bins() -> None:
    right = np.array([True, True, True, False])
    assert expected_calibration_error(np.full(4, 0.75), right) == pytest.approx(0.0)
    assert expected_calibration_error(np.full(4, 0.95), right) == pytest.approx(0.2)
    assert expected_calibration_error(np.array([1.0, 0.0]), right[2:]) == pytest.approx(0.0)


def test_missing_reference_labels_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"title, product_type or category_path\)"):
        read_gold(tmp_path)


def test_reference_labels_may_be_in_several_languages(tmp_path: Path) -> None:
    titles = "product_id,title,category_path,language\n"
    (tmp_path / "products.csv").write_text(titles + "1,Wobler,Sport,pl\n2,Kondome,,de\n")
    hobbies = "product_id,signal,hobbies,kind\n1,strong,fishing|angling,activity\n"
    (tmp_path / "product_hobbies.csv").write_text(hobbies + "2,none,,sensitive\n")
    gold = read_gold(tmp_path)
    assert gold["category_path"].tolist() == ["Sport", ""]
    assert gold["hobbies"].tolist() == [["fishing", "angling"], []]
    accepted = pd.DataFrame([("1", "fishing"), ("2", "sex")], columns=["text_hash", "label"])
    found = measure_languages(accepted, gold, np.array([True, False]))
    assert found["pl_precision"] == found["pl_strong_recall"] == 1
    assert found["de_precision"] == found["de_abstention"] == 0
    assert found["sensitive_labelled_count"] == 1
    assert measure_languages(accepted, gold.assign(language="en", kind=""), np.ones(2, bool)) == {}


def test_the_section_shows_what_was_measured() -> None:
    names = ("precision", "strong_recall", "abstention")
    figures = {"product_count": 500.0, "left_out_text_count": 130.0, "held_out_text_count": 9.0}
    figures |= {"ece": 0.0123, "ece_all": 0.02}
    for prefix in ("", "proposed_", "at_0.60_", "held_out_", "budget_0.05_selected_",
                   "budget_0.05_random_", "budget_1.00_selected_"):  # fmt: skip
        value = 0.25 if "random" in prefix else 0.8125
        figures |= {f"{prefix}{name}": value for name in names}
    figures |= {f"{name}_ci_{side}": 0.7 for name in names for side in ("low", "high")}
    section = render_section(figures)
    assert "calibration error is 0.012" in section
    assert "| `hobby__min_relevance` 0.60 | 0.81 | 0.81 | 0.81 |" in section
    assert "| 5% | 0.81 / 0.81 / 0.81 | 0.25 / 0.25 / 0.25 |" in section
    assert "| 100% | 0.81 / 0.81 / 0.81 | 0.81 / 0.81 / 0.81 |" in section
