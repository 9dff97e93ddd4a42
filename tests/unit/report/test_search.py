from __future__ import annotations

import pandas as pd
import pytest

from hobby_profiles.report.search import find_name

NAMES = pd.DataFrame(
    [
        ("t1", "80s movies", "80s movies", 5),
        ("t2", "80s nostalgia", "80s nostalgia", 6),
        ("t3", "Strategy RPGs", "Strategy RPGs", 9),
        ("t4", "knitting", "Knitting", 3),
        ("t4", "hand knits", "Knitting", 3),
        ("t5", "Knitting", "Knitting", 8),
    ],
    columns=["audience_id", "name", "title", "user_count"],
)


@pytest.mark.parametrize(
    ("asked", "ids", "how"),
    [
        ("KNITTING ", ("t5", "t4"), "name"),
        ("Hand Knits", ("t4",), "name"),
        ("knittin", ("t5",), "spelling"),
        ("80s", ("t2",), "words"),
        ("Stranger Things", (), ""),
        ("", (), ""),
    ],
)
def test_names_are_found(asked: str, ids: tuple[str, ...], how: str) -> None:
    found = find_name(asked, NAMES, None)
    assert (found.ids, found.how) == (ids, how)
    assert found.others or how != "words"


def test_nothing_is_found_among_no_names() -> None:
    found = find_name("wool", NAMES.iloc[:0], None)
    assert (found.ids, found.others) == ((), ())
