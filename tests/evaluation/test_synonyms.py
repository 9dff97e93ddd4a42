"""The figures of merging and attaching, on the reference cases and on cases nobody saw."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.embedding import embed_texts, load_embedding_model
from hobby_profiles.evaluation.topics.attach import measure_attach, read_cases
from hobby_profiles.evaluation.topics.synonyms import measure_synonyms, read_pairs

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "evaluation" / "gold"
REFERENCE = ROOT / "seeds" / "reference"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def embed(tmp_path_factory):
    model = load_embedding_model(cache_dir=str(tmp_path_factory.mktemp("cache")))
    return lambda texts: embed_texts(texts, model=model)


def test_merging_reaches_its_figures_by_cross_validation(embed):
    pairs = read_pairs(GOLD / "synonyms.csv")
    figures, _ = measure_synonyms(pairs, embed, seen=pairs)
    assert figures["is_cross_validated"] == 1
    assert figures["precision"] >= 0.93
    assert figures["f1"] >= 0.88
    assert figures["f1"] > figures["baseline_cosine_f1"] + 0.1


def test_pairs_that_nobody_saw_are_scored_by_the_shipped_model(embed):
    pairs = pd.DataFrame(
        [("lamp collecting", "collecting lamps", 1, ""), ("tuba playing", "cello repair", 0, "")],
        columns=["phrase_a", "phrase_b", "same", "note"],
    )
    figures, answers = measure_synonyms(pairs, embed, seen=read_pairs(GOLD / "synonyms.csv"))
    assert figures["is_cross_validated"] == 0
    assert answers["is_merged"].tolist() == [True, False]


def test_attaching_beats_the_nearest_name(embed):
    texts = pd.read_parquet(REFERENCE / "labelled_texts.parquet")
    figures, _ = measure_attach(
        read_cases(GOLD / "attach.csv"),
        pd.read_csv(REFERENCE / "hobby__areas.csv"),
        pd.read_csv(REFERENCE / "hobby__placed_labels.csv"),
        texts[texts["fit_grade"] >= 3],
        embed,
    )
    assert figures["accuracy"] >= 0.82
    assert figures["with_examples_accuracy"] >= figures["accuracy"] - 0.02
    assert figures["accuracy"] > figures["baseline_cosine_accuracy"] + 0.1


def test_a_file_without_the_columns_is_refused(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="phrase_a"):
        read_pairs(path)
    with pytest.raises(InputError, match="new_hobby"):
        read_cases(path)
