"""What is kept from learning follows from the text alone, and is about a fifth."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.labels.held_out import is_held_out
from hobby_profiles.labels.traps import load_traps


def test_a_fifth_of_the_traps_is_held_out():
    traps = load_traps()
    assert len(traps) > 8_000
    assert 0.17 < is_held_out(traps).mean() < 0.23


def test_a_text_is_held_out_whatever_stands_beside_it():
    traps = load_traps().sample(200, random_state=1)
    held_out = is_held_out(traps)
    assert (is_held_out(traps[::-1]) == held_out[::-1]).all()
    assert is_held_out(traps.iloc[:1]).tolist() == held_out[:1].tolist()


def test_a_missing_category_is_an_empty_one():
    names = [f"text {number}" for number in range(50)]
    missing = pd.DataFrame({"product_name": names, "category_path": None})
    assert (is_held_out(missing) == is_held_out(missing.fillna({"category_path": ""}))).all()
