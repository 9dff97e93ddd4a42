"""Merging labels in other languages: forms and translations of one hobby, not its siblings."""

from __future__ import annotations

import pandas as pd
import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.language.translations import english_labels
from hobby_profiles.taxonomy.merge.pairs import merge_labels
from hobby_profiles.taxonomy.merge.settings import MergeSettings

from .trees import embed

POLISH = """
szydełkowanie, szydełkowania, szydelkowanie, szydełko
robienie na drutach, dziewiarstwo, druty
wędkarstwo, wędkarstwa, wedkarstwo, wędkarz
grzybobranie, zbieranie grzybów, grzybobrania
jazda konna, jeździectwo, jazdy konnej
gry planszowe, planszówki, planszówek, gra planszowa
majsterkowanie, majsterkowania
lalki szmaciane, lalka szmaciana
haft krzyżykowy, haftu krzyżykowego
pszczelarstwo, pszczelarstwa
biegi narciarskie, bieg narciarski
anioły ze sznurka, anioł ze sznurka
łyżwiarstwo, jazda na łyżwach
ogrodnictwo, ogrodnictwa, praca w ogrodzie
szachy, szachów
książki, ksiazki, książka
wędkarstwo muchowe, wędkarstwa muchowego
łucznictwo, łucznictwa, lucznictwo
nurkowanie, nurkowania
garncarstwo, garncarstwa, ceramika
żeglarstwo, żeglarstwa, zeglarstwo, żeglowanie
drewniane zabawki, drewniana zabawka, drewnianych zabawek
kwiaty doniczkowe, kwiat doniczkowy, kwiatów doniczkowych
robótki ręczne, robótek ręcznych
pieczenie chleba, pieczenia chleba
pieczenie ciast, pieczenia ciast
zbieranie znaczków, filatelistyka
zbieranie monet, numizmatyka
fotografia, fotografie, fotografii, fotografowanie
narciarstwo, narciarstwa, narty
wspinaczka, wspinaczki
filcowanie, filcowania
figurki porcelanowe, figurka porcelanowa
gra na gitarze, gry na gitarze
kamienie szlachetne, kamień szlachetny
zegary ścienne, zegar ścienny
gotowanie, gotowania
modele statków, model statku
dzierganie kocyków, dziergania kocyków
kawa, kawy
"""
"""Labels by hobby, one a line."""


def merged(labels: list[str], language: str = "multilingual") -> dict[str, tuple[str, str]]:
    table = pd.DataFrame({"label": labels, "product_count": range(len(labels), 0, -1)})
    settings = MergeSettings(language=language)
    found = merge_labels(table, embed(labels), None, settings, embed=embed)
    return {
        label: (topic, reason)
        for label, topic, reason in zip(
            found["label"], found["topic_label"], found["merge_reason"], strict=True
        )
    }


def test_forty_polish_hobbies_merge_with_their_forms_and_no_further() -> None:
    hobbies = [line.split(", ") for line in POLISH.strip().splitlines()]
    labels = [label for forms in hobbies for label in forms]
    topics = merged(labels)
    wrong = {
        label: topics[label][0] for forms in hobbies for label in forms
        if topics[label][0] != forms[0]
    }  # fmt: skip
    assert len(hobbies) == 40 and wrong == {}
    assert topics["jeździectwo"][1] == "one name in two languages, or two forms of it"


def test_names_of_one_hobby_merge_across_languages() -> None:
    labels = ["fishing", "wędkarstwo", "Angeln", "pêche", "vissen", "angel figurines"]
    topics = merged(labels)
    assert {topics[label][0] for label in labels[:5]} == {"fishing"}
    assert topics["angel figurines"][0] == "angel figurines"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("piłka nożna", "piłka ręczna"),
        ("akwarystyka", "akwarele"),
        ("Stricken", "Sticken"),
        ("Segeln", "Segelfliegen"),
        ("pesca", "pesas"),
        ("calcio", "calcio balilla"),
        ("schaatsen", "schaken"),
        ("lalki szmaciane", "lalki porcelanowe"),
        ("pszczelarstwo", "pszenica"),
        ("żeglarstwo", "żonglerka"),
        ("biegi", "biegi narciarskie"),
        ("gra na gitarze", "gra na pianinie"),
        ("jazda konna", "jazda na rowerze"),
        ("kolarstwo", "kolejarstwo"),
        ("haft", "haftka"),
        ("rybki akwariowe", "rybackie łodzie"),
        ("kawa", "kawały"),
        ("modele samolotów", "modele statków"),
        ("lampy stojące", "lampki choinkowe"),
        ("malarstwo", "malowanie paznokci"),
        ("Angeln", "angels"),
    ],
)
def test_siblings_and_look_alikes_stay_apart(one: str, other: str) -> None:
    topics = merged([one, other])
    assert topics[other][0] == other and topics[one][0] == one


def test_english_labels_are_read_as_they_are() -> None:
    labels = ["knitting", "knitted toys", "golf", "dolls", "doll"]
    assert english_labels(labels) == {label: label for label in labels}


def test_an_english_shop_reads_no_other_language() -> None:
    topics = merged(["fishing", "wędkarstwo"], "english")
    assert topics["wędkarstwo"][0] == "wędkarstwo"


def test_an_unknown_language_setting_is_refused() -> None:
    with pytest.raises((InputError, ValueError), match="multilingual"):
        MergeSettings(language="polish")
