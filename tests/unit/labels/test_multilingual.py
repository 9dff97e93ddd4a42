"""Texts in other languages: English labels by their words, none where nothing may be told."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from words_model import WordsModel

from hobby_profiles.labels.base import JUDGEMENT_COLUMNS, LABEL_COLUMNS, READING_COLUMNS
from hobby_profiles.labels.embedded.labeller import EmbeddedLabeller, embedded_labeller
from hobby_profiles.labels.judge.embedded import embedded_judge
from hobby_profiles.labels.memory import Memory
from hobby_profiles.labels.multilingual.words import HobbyWords, hobby_words
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.language.folding import folded_words
from hobby_profiles.taxonomy.no_topics import is_goods

HERE = Path(__file__).parent
WORDS = HERE.parents[2] / "python/hobby_profiles/labels/multilingual/data"
GOLD = HERE.parents[1] / "evaluation" / "gold" / "multilingual"
SETTINGS = LabelSettings(language="multilingual")
ENGLISH = "Merino yarn for knitting and crochet"
MEMORY = Memory.from_examples(
    pd.DataFrame(
        [(ENGLISH, "YARN", 1, "knitting", 5)],
        columns=["product_name", "category_path", "label_rank", "label", "fit_grade"],
    )
)
LABELLER = embedded_labeller(MEMORY, WordsModel(), SETTINGS)


def texts(*titles: str, category: str = "") -> pd.DataFrame:
    return pd.DataFrame(
        {"text_hash": list(titles), "product_name": list(titles), "category_path": category}
    )


def labels_of(*titles: str, category: str = "") -> dict[str, list[str]]:
    found = LABELLER.label(texts(*titles, category=category))
    return {str(key): rows["label"].tolist() for key, rows in found.groupby("text_hash")}


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Kołowrotek karpiowy z wolnym biegiem 6000", "fishing"),
        ("Nähmaschine Anfänger 12 Stiche", "sewing"),
        ("Agujas de ganchillo set 12 piezas", "crochet"),
        ("Ruche Dadant 10 cadres pin", "beekeeping"),
        ("Casco moto integrale taglia L", "motorcycling"),
        ("Breinaalden set bamboe 35 cm", "knitting"),
        ("Prancha de surf iniciante 7'", "surfing"),
    ],
)
def test_a_title_in_another_language_has_an_english_label(title: str, label: str) -> None:
    assert label in labels_of(title)[title]


def test_the_rows_are_those_of_any_labeller_and_judge() -> None:
    both = texts(ENGLISH, "Wobler na szczupaka 12 cm", "Koekenpan 28 cm")
    both.loc[0, "category_path"] = "YARN"
    labels, readings = LABELLER.read(both)
    assert tuple(labels.columns) == LABEL_COLUMNS and tuple(readings.columns) == READING_COLUMNS
    read_by = dict(zip(readings["text_hash"], readings["read_by"], strict=True))
    assert read_by == {
        ENGLISH: "memory",
        "Wobler na szczupaka 12 cm": "words",
        "Koekenpan 28 cm": "words",
    }
    judged = embedded_judge(MEMORY, WordsModel(), SETTINGS).judge(labels, both)
    assert tuple(judged.columns) == JUDGEMENT_COLUMNS
    assert judged["label"].tolist() == labels["label"].tolist()
    by_words = judged[judged["labeller"] == "words"]
    assert by_words["fit_grade"].tolist()[:1] == [5] and set(by_words["judge"]) == {"words"}
    assert "'szczupak*' is pike" in by_words["explanation"].iloc[0]


def test_no_sensitive_title_gets_a_label() -> None:
    with (HERE / "screened_titles.csv").open() as file:
        rows = list(csv.DictReader(file))
    sensitive = [row["title"] for row in rows if row["topic"] != "harmless"]
    assert labels_of(*(title for title in sensitive if _is_foreign(title))) == {}


def _is_foreign(title: str) -> bool:
    return bool(LABELLER.languages_of(title, ""))  # type: ignore[attr-defined]


def test_a_text_that_cannot_be_screened_has_no_label() -> None:
    assert labels_of("Wobler na szczupaka och från") == {}


def test_an_everyday_thing_beside_a_hobby_word_has_no_label() -> None:
    words = HobbyWords([("wobler*", "lure", "fishing;angling"), ("patelni*", "pan", "")])
    assert [found.label for found in words.labels(("wobler",), 4)] == ["fishing", "angling"]
    assert words.labels(("wobler", "patelnia"), 4) == []


def test_an_english_shop_has_the_english_labeller_alone() -> None:
    settings = LabelSettings()
    assert isinstance(embedded_labeller(MEMORY, WordsModel(), settings), EmbeddedLabeller)


def test_labels_of_words_can_be_topics() -> None:
    """A label that names goods alone becomes no topic, nor do the labels that merge into it."""
    with (WORDS / "hobby_words.csv").open(encoding="utf-8") as file:
        labels = {label for row in csv.DictReader(file) for label in row["labels"].split(";")}
    reviewed = {"hairdressing", "makeup", "workwear"}
    assert [label for label in sorted(labels - reviewed) if label and is_goods(label)] == []


def test_an_english_shop_loads_no_words_of_other_languages() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from test_multilingual import ENGLISH, MEMORY, WordsModel, LabelSettings, texts;"
        "from hobby_profiles.labels.embedded.labeller import embedded_labeller as labeller;"
        "from hobby_profiles.labels.judge.embedded import embedded_judge as judge;"
        "from hobby_profiles.labels.multilingual.words import hobby_words;"
        "from hobby_profiles.language.translations import _rows;"
        "model, settings, some = WordsModel(), LabelSettings(), texts(ENGLISH, 'Cotton yarn');"
        "labels = labeller(MEMORY, model, settings).label(some);"
        "judge(MEMORY, model, settings).judge(labels, some);"
        "print(hobby_words.cache_info().currsize, _rows.cache_info().currsize)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(HERE)], capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == ["0", "0"]


def test_every_language_of_the_words_finds_most_of_the_own_titles() -> None:
    titles = pd.read_csv(GOLD / "products.csv", keep_default_na=False)
    signal = pd.read_csv(GOLD / "product_hobbies.csv", keep_default_na=False)["signal"]
    found = pd.Series(
        [
            bool(hobby_words()[language].labels(folded_words(title), 4))
            for title, language in zip(titles["title"], titles["language"], strict=True)
        ]
    )
    assert found[signal == "strong"].mean() >= 0.85
    assert not found[signal == "none"].any()


def test_a_polish_shop_has_labels_and_its_everyday_things_have_none() -> None:
    shop = HERE.parents[1] / "evaluation" / "polish_shop" / "products.csv"
    products = pd.read_csv(shop, keep_default_na=False).rename(columns={"product_id": "text_hash"})
    labels = LABELLER.label(products)
    named = products[products["text_hash"].isin(labels["text_hash"])]
    is_plain = products["category_path"].str.contains("Sprz|Higiena|Łazienka|Kable|Sypialnia")
    is_sensitive = products["category_path"].str.contains("Zdrowie|Dewocjonalia")
    assert len(named) >= 0.8 * (~is_plain & ~is_sensitive).sum()
    assert named.index.intersection(products.index[is_plain | is_sensitive]).empty
    of_yarn = products.loc[products["product_name"].str.startswith("Włóczka"), "text_hash"]
    assert "knitting" in set(labels[labels["text_hash"].isin(of_yarn)]["label"])
