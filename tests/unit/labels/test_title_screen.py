import csv
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from words_model import WordsModel

from hobby_profiles.labels.sensitive.labels import load_sensitive_topics
from hobby_profiles.labels.sensitive.terms import ListedTerms, load_listed_terms
from hobby_profiles.labels.sensitive.titles import screen_texts
from hobby_profiles.labels.settings import LabelSettings

LIST = Path(__file__).parents[3] / LabelSettings().sensitive_topics
TITLES = list(csv.DictReader((Path(__file__).parent / "screened_titles.csv").open()))
SENSITIVE = [row for row in TITLES if row["topic"] != "harmless"]
HARMLESS = [row["title"] for row in TITLES if row["topic"] == "harmless"]


def screened(*texts: tuple[str | None, str | None]) -> dict[str, str]:
    products = pd.DataFrame(texts, columns=["product_name", "category_path"])
    found = screen_texts(products, LabelSettings())
    assert list(found.columns) == ["product_name", "category_path", "sensitive_topic"]
    return dict(zip(found["product_name"], found["sensitive_topic"], strict=True))


@pytest.fixture(scope="module")
def terms() -> ListedTerms:
    return load_listed_terms(LIST)


def test_the_table_is_wide_enough() -> None:
    assert len(SENSITIVE) >= 120 and len(HARMLESS) >= 40
    assert len({row["language"] for row in SENSITIVE}) >= 8
    assert len({row["topic"] for row in SENSITIVE}) == 7


@pytest.mark.parametrize("row", SENSITIVE, ids=lambda row: row["title"])
def test_a_sensitive_title_is_found_however_it_is_written(
    terms: ListedTerms, row: dict[str, str]
) -> None:
    title = row["title"]
    apart = unicodedata.normalize("NFKD", title)
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    for written in (title, title.upper(), plain.lower(), title.replace(" ", "_")):
        assert terms.topic_of(written), written


@pytest.mark.parametrize("title", HARMLESS)
def test_a_harmless_look_alike_is_let_through(terms: ListedTerms, title: str) -> None:
    assert not terms.topic_of(title)
    assert terms.can_read(title)


@pytest.mark.parametrize(
    "title",
    [
        "妊娠検査薬 2回用",
        "Библия на русском языке",
        "Αγία Γραφή",
        "Hamilelik testi çubuğu",
        "Těhotenský test 3 ks",
        "Terhességi teszt és könyv",
        "Vіbrator with a Cyrillic letter",
        "Ƀutt Plʉg",
    ],
)
def test_a_title_that_the_list_cannot_read_is_not_shown(title: str, capsys) -> None:
    assert screened((title, None), ("Merino Yarn", None)) == {title: "unscreened"}
    assert "1 of 2 product texts" in capsys.readouterr().err


def test_a_shop_adds_a_language(tmp_path: Path) -> None:
    rows = pd.read_csv(LIST, dtype=str, keep_default_na=False)
    japanese = pd.DataFrame(
        [
            ("*妊娠*", "health", "block", "ja", "pregnancy"),
            ("毛糸かな", "any", "allow", "ja", "yarn"),
        ],
        columns=rows.columns.tolist(),
    )
    path = tmp_path / "topics.csv"
    pd.concat([rows, japanese]).to_csv(path, index=False)
    products = pd.DataFrame(
        {"product_name": ["妊娠検査薬 2回用", "毛糸 100g"], "category_path": ["", ""]}
    )
    found = screen_texts(products, LabelSettings(sensitive_topics=path))
    assert found["sensitive_topic"].tolist() == ["health"]


def test_the_category_speaks_too() -> None:
    assert screened(("Model X 200", "SEXUAL_WELLNESS")) == {"Model X 200": "sexuality"}
    assert screened(("Diabetic Chews 60 count", "PET_FOOD")) == {}
    assert screened(("Diabetic Chews 60 count", "CANDY")) == {"Diabetic Chews 60 count": "health"}


def test_a_guard_far_away_or_inside_the_term_takes_nothing_back() -> None:
    assert screened(("Anxiety Workbook for Women: " + "calm " * 10 + "with your dog", "")) != {}
    assert screened(("Nursing Bra for Breastfeeding", "")) != {}


@pytest.mark.parametrize("name", ["", None, "4006381333931", "   ", "\u00ad\u200b"])
def test_a_name_without_words_says_nothing(name: str | None) -> None:
    assert screened((name, None)) == {}


def test_order_and_repeats_do_not_matter() -> None:
    texts = [("Diabetes Cookbook", "BOOK"), ("Merino Wool", ""), ("Vibrator", "")]
    assert screened(*texts) == screened(*texts[::-1], *texts) == screened(*texts[::2])


def test_no_names_make_an_empty_table() -> None:
    assert screened() == {}


@pytest.mark.parametrize("label", ["cannabis culture", "cannabis edibles", "marijuana", "cbd oil"])
def test_drugs_are_sensitive_and_herbs_are_not(label: str) -> None:
    topics = load_sensitive_topics(LIST, WordsModel())
    assert topics.find([label, "herb gardening", "hemp jewelry"], []) == {label: "health"}
