"""Keywords of product texts, and which of them are near."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest

from hobby_profiles.keywords.extract import text_keywords
from hobby_profiles.keywords.neighbours import PLACES, keyword_neighbours, text_places
from hobby_profiles.keywords.settings import KeywordSettings
from hobby_profiles.keywords.words import term_table
from tests.unit.labels.words_model import WordsModel

CATALOGUE = [
    *(f"Zorplex Camping Stove {n} oz, Large, Pack of {n}" for n in range(3)),
    *(f"Zorplex Knitting Needle, {n} Pieces of Bamboo" for n in range(3)),
    *(f"Wool Yarn in {colour} for Blankets, {n} oz" for n, colour in enumerate(("Red", "Blue"))),
    "Soft Wool Yarn, Large",
    *(f"Chess Board number {n} for Travel" for n in range(25)),
]


@pytest.fixture(autouse=True)
def words_model(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("extract", "centres"):
        monkeypatch.setattr(
            f"hobby_profiles.keywords.{module}.load_embedding_model",
            lambda name, cache_dir: WordsModel(),
        )


def texts(names: list[str], **columns: object) -> pd.DataFrame:
    hashes = [f"{row:04d}" for row in range(len(names))]
    return pd.DataFrame({"text_hash": hashes, "product_name": names, **columns})


def labels(*rows: tuple[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["text_hash", "label"])
    return frame.astype("object").assign(relevance=0.9)


def keywords(
    shop: pd.DataFrame, given: pd.DataFrame | None = None, **settings: object
) -> pd.DataFrame:
    known = {"max_keywords": 6, "text_fields": "name"} | settings
    return text_keywords(
        shop, labels() if given is None else given, KeywordSettings.from_values(known)
    )


def test_terms_are_heads_and_pairs_without_brands_units_and_numbers():
    found = set(keywords(texts(CATALOGUE))["keyword"])
    assert {"camping stove", "wool yarn", "knitting needle"} <= found
    assert not [word for word in found if {"zorplex", "oz", "pack"} & set(word.split())]
    assert not [word for word in found if any(map(str.isdigit, word))]


def test_what_is_on_much_of_the_shop_or_on_two_texts_is_no_keyword():
    found = set(keywords(texts(CATALOGUE))["keyword"])
    assert "chess board" not in found
    assert "blankets" not in found


def test_labels_come_first_and_a_term_of_equal_words_is_the_label():
    shop = texts(CATALOGUE)
    found = keywords(shop, labels(("0006", "wool yarns"), ("0006", "knitting")), max_keywords=2)
    own = found[found["text_hash"] == "0006"]
    assert own["keyword"].tolist() == ["knitting", "wool yarns"]
    assert set(own["source"]) == {"label"}
    others = found[found["text_hash"] == "0008"]
    assert dict(zip(others["keyword"], others["source"], strict=True))["wool yarns"] == "text"


def test_nothing_sensitive_blocked_or_unread_is_a_keyword():
    names = [*CATALOGUE, *["Prayer Rosary"] * 3, *["Церковная книга"] * 3]
    given = labels(("0000", "christianity"), ("0001", "achievement"), ("0002", "camping"))
    found = set(keywords(texts(names), given)["keyword"])
    assert "camping" in found
    assert not {"christianity", "achievement", "rosary", "prayer rosary"} & found
    assert all(word.isascii() for word in found)


def test_a_brand_of_its_column_makes_no_keyword_alone():
    names = [f"Rods and Kofmel, {n} Pieces" for n in range(3)] + CATALOGUE
    shop = texts(names, brand=["Kofmel"] * 3 + [None] * len(CATALOGUE))
    assert "kofmel" not in set(keywords(shop)["keyword"])


@pytest.mark.parametrize("names", [[], [""], ["12345"], ["!!!", "..."], ["毛糸", "毛糸", "毛糸"]])
def test_texts_without_words_have_no_keywords(names):
    found = keywords(texts(names))
    assert list(found.columns) == ["text_hash", "keyword", "salience", "source"]
    assert found.empty
    # A warehouse joins the empty table like a full one.
    assert [str(kind) for kind in duckdb.sql("from found").types] == [
        "VARCHAR", "VARCHAR", "DOUBLE", "VARCHAR",
    ]  # fmt: skip


def test_the_order_of_texts_and_labels_changes_nothing():
    given = labels(("0006", "yarn"), ("0000", "camping"), ("0001", "camping"))
    shop = texts(CATALOGUE)
    pd.testing.assert_frame_equal(
        keywords(shop, given),
        keywords(shop.sample(frac=1, random_state=1), given.iloc[::-1]),
    )


def test_salience_is_a_share_and_settings_cut():
    found = keywords(texts(CATALOGUE))
    assert found["salience"].between(0, 1).all()
    assert keywords(texts(CATALOGUE), max_keywords=1).groupby("text_hash").size().max() == 1


def test_near_keywords_stand_both_ways_above_the_least_cosine():
    shop = texts(CATALOGUE)
    found = keywords(shop)
    near = keyword_neighbours(
        found, shop, KeywordSettings(text_fields=("name",), min_keyword_cosine=0.6)
    )
    pairs = set(zip(near["keyword"], near["neighbour_keyword"], strict=True))
    assert ("wool yarn", "yarn") in pairs and ("yarn", "wool yarn") in pairs
    assert ("wool yarn", "camping stove") not in pairs
    assert near["cosine"].between(0.6, 1).all()
    assert not [pair for pair in pairs if pair[0] == pair[1]]


def test_a_shop_without_keywords_has_no_neighbours():
    shop = texts(["", "1"])
    near = keyword_neighbours(keywords(shop), shop, KeywordSettings())
    assert near.empty
    assert [str(kind) for kind in duckdb.sql("from near").types] == ["VARCHAR", "VARCHAR", "DOUBLE"]


def test_a_text_lies_near_keywords_that_it_need_not_carry():
    shop = texts([*CATALOGUE, "Needle of bamboo for blankets", ""])
    found = keywords(texts(CATALOGUE))
    settings = KeywordSettings(text_fields=("name",))
    places = text_places(found, shop, settings)
    of_text = places.groupby("text_hash")["keyword"].agg(set)
    unread, wordless = f"{len(CATALOGUE):04d}", f"{len(CATALOGUE) + 1:04d}"
    assert of_text[unread] & {"knitting needle", "needle", "bamboo"}
    assert wordless not in of_text
    assert places.groupby("text_hash").size().max() == PLACES
    assert places["nearness"].between(0, 1, inclusive="right").all()
    shuffled = text_places(
        found.iloc[::-1], shop.iloc[::-1], KeywordSettings(text_fields=("name",))
    )
    pd.testing.assert_frame_equal(places, shuffled)


def test_a_shop_without_keywords_has_no_places():
    shop = texts(["", "1"])
    places = text_places(keywords(shop), shop, KeywordSettings())
    assert places.empty
    assert [str(kind) for kind in duckdb.sql("from places").types] == [
        "VARCHAR",
        "VARCHAR",
        "DOUBLE",
    ]


def test_a_pair_that_always_follows_one_word_is_said_with_it():
    titles = ["Sugar Free Syrup", "Sugar Free Syrup Large", "Sugar Free Syrup", "Maple Syrup"]
    terms = set(term_table(titles * 3)["term"])
    assert "sugar free syrup" in terms and "maple syrup" in terms
    assert "free syrup" not in terms


def test_marks_links_and_numbers_part_phrases():
    titles = ["Camping Stove, Wool for Yarn 3 Board"] * 3
    terms = set(term_table(titles)["term"])
    assert "stove wool" not in terms and "wool yarn" not in terms and "yarn board" not in terms
