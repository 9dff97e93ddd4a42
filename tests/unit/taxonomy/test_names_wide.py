"""Wide names of topics that a topic below is called like."""

from __future__ import annotations

import numpy as np

from hobby_profiles.taxonomy.names.wide import Part, wide_name
from hobby_profiles.taxonomy.names.words import fold


def unit(*values: float) -> np.ndarray:
    row = np.array(values, dtype=np.float32)
    return row / np.linalg.norm(row)


CAMPING = unit(1.0, 0.0, 0.0)
CENTRE = unit(0.9, 0.4, 0.1)


def name_with(*parts: tuple[str, int, np.ndarray], taken: frozenset[str] = frozenset()) -> str:
    return wide_name("Camping", CAMPING, CENTRE, [Part(*part) for part in parts], taken)


def test_the_most_used_part_that_says_something_else_is_joined() -> None:
    campfires = ("campfires", 20, unit(1.0, 1.0, 0.0))
    assert name_with(campfires, ("tarp shelters", 2, unit(1.0, 1.0, 0.2))) == "Camping & campfires"
    # Special forms of the name itself, other subjects and what is all but the same do not count.
    assert name_with(campfires, ("winter camping", 90, unit(1.0, 0.5, 0.0))) == (
        "Camping & campfires"
    )
    assert name_with(campfires, ("anime", 90, unit(0.0, 1.0, 0.0))) == "Camping & campfires"
    assert name_with(campfires, ("tenting", 90, CAMPING)) == "Camping & campfires"
    assert name_with(campfires, ("tent lovers", 90, unit(1.0, 1.0, 0.0))) == "Camping & campfires"
    assert name_with(campfires, ("Coleman", 21, unit(1.0, 1.0, 0.0))) == "Camping & campfires"
    assert name_with(campfires, ("tents & tarps", 90, unit(1.0, 1.0, 0.0))) == (
        "Camping & campfires"
    )


def test_a_taken_name_is_passed_over() -> None:
    parts = [("campfires", 20, unit(1.0, 1.0, 0.0)), ("hammocks", 9, unit(1.0, 1.0, 0.1))]
    taken = frozenset({fold("Camping & campfires")})
    assert name_with(*parts, taken=taken) == "Camping & hammocks"
    assert name_with(*reversed(parts), taken=taken) == "Camping & hammocks"


def test_without_another_part_there_is_more() -> None:
    assert name_with() == "Camping & more"
    assert name_with(("winter camping", 3, unit(1.0, 0.5, 0.0))) == "Camping & more"
