"""How names are written: capitals from titles, from WordNet, and of what people are fans of."""

from __future__ import annotations

import pytest

from hobby_profiles.taxonomy.names.written import (
    CULTURAL,
    Writing,
    inside_sentence,
    special_forms,
)

TITLES = [
    "PlayStation 5 Controller Skin, Best Gift",
    "Stand for PlayStation and Xbox Consoles",
    "Playstation Case with Handle",
    "iPad Stand for Drawing",
    "Case for iPad with Pencil Holder",
    "NEW HOT SALE BEST PONY TOY EVER",
    "My PONY Toy Set for Girls",
    "Toy PONY Stable with Fence",
    "OPI Nail Lacquer, Pastel Shades",
    "OPI Nail Polish, Glossy Finish",
    "Led Zeppelin IV Vinyl",
    "The Best of Led Zeppelin",
    "LED Strip Lights for Bedroom",
    "Baby Led Weaning Spoons",
]
LABELS = [
    "star wars",
    "horror movies",
    "war movies",
    "family movies",
    "playstation repair",
    "ipad drawing",
    "my little pony",
    "opi nail polish",
    "dark fantasy",
    "epic fantasy",
    "high fantasy",
    "led zeppelin",
    "led lights",
    "baby led weaning",
]


@pytest.fixture(scope="module")
def writing() -> Writing:
    return Writing(TITLES, LABELS)


def test_titles_show_how_brands_are_written() -> None:
    wanted = {"playstation", "ipad", "pony", "opi", "case"}
    assert special_forms(TITLES, wanted) == {
        "playstation": "PlayStation",
        "ipad": "iPad",
        "opi": "OPI",
    }
    assert special_forms(reversed(TITLES), wanted) == special_forms(TITLES, wanted)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("star wars", CULTURAL, "Star Wars"),
        ("star wars novels", CULTURAL, "Star Wars novels"),
        ("last of us", CULTURAL, "Last of Us"),
        ("us history", "activity", "US history"),
        ("jrpgs & cds", "activity", "JRPGs & CDs"),
        ("horror movies", CULTURAL, "Horror movies"),
        ("epic fantasy", CULTURAL, "Epic fantasy"),
        ("heavy metal", CULTURAL, "Heavy metal"),
        ("harry potter & hogwarts", CULTURAL, "Harry Potter & Hogwarts"),
        ("learning french", "activity", "Learning French"),
        ("jane austen", "activity", "Jane Austen"),
        ("valentine's day gifts", "activity", "Valentine's Day gifts"),
        ("new york yankees", "activity", "New York Yankees"),
        ("playstation repair", "activity", "PlayStation repair"),
        ("ipad drawing", "activity", "iPad drawing"),
        ("LED zeppelin", CULTURAL, "Led Zeppelin"),
        ("led lights", "activity", "LED lights"),
        ("baby LED weaning", "activity", "Baby led weaning"),
        ("yoga", "activity", "Yoga"),
        ("water wells", "activity", "Water wells"),
        ("bow making", "activity", "Bow making"),
        ("", "activity", ""),
    ],
)
def test_names_have_the_capitals_that_people_write(
    writing: Writing, name: str, kind: str, expected: str
) -> None:
    assert writing.write(name, kind) == expected


def test_writing_twice_changes_nothing(writing: Writing) -> None:
    for label in LABELS:
        once = writing.write(label, CULTURAL)
        assert writing.write(once, CULTURAL) == once


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Winter sports", "winter sports"),
        ("Handmade jewelry", "handmade jewelry"),
        ("Candles", "candles"),
        ("Parenting", "parenting"),
        ("Pokemon", "Pokemon"),
        ("Star Wars", "Star Wars"),
        ("French cooking", "French cooking"),
        ("DIY", "DIY"),
        ("", ""),
    ],
)
def test_only_a_words_capital_goes_inside_a_sentence(name: str, expected: str) -> None:
    assert inside_sentence(name) == expected
