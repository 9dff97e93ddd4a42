"""What is learnt ships, is fresh, and is read back as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from words_model import WordsModel

from hobby_profiles.app import list_vectors
from hobby_profiles.core.errors import InputError
from hobby_profiles.embedding.base import Vectors
from hobby_profiles.embedding.cache import CachedEmbeddingModel
from hobby_profiles.embedding.recorded import (
    DEMO_VECTORS,
    LIST_VECTORS,
    RecordedVectors,
    recorded_vectors,
)
from hobby_profiles.labels.embedded import shipping
from hobby_profiles.labels.embedded.evidence.features import FEATURES
from hobby_profiles.labels.embedded.labeller import EmbeddedLabeller
from hobby_profiles.labels.embedded.storage import read_ranker
from hobby_profiles.labels.memory import Memory
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.labels.texts.views import view_texts

DEMO_PRODUCTS = Path(__file__).parents[3] / "seeds" / "demo" / "products.parquet"
RENEW = "run `make learn` and commit seeds/reference/*.npz"


def test_the_vectors_that_ship_are_those_of_the_memory(tmp_path: Path):
    assert shipping.are_vectors_fresh(LabelSettings(cache_dir=tmp_path)), RENEW


def test_what_was_learnt_is_that_of_the_memory_and_the_code(tmp_path: Path):
    assert shipping.is_lesson_fresh(LabelSettings(cache_dir=tmp_path)), RENEW


def test_the_lists_have_vectors_that_ship(tmp_path: Path):
    # What a changed list adds is embedded by the build: only a list that is new asks for a renewal.
    assert list_vectors.share_missing(LabelSettings(cache_dir=tmp_path)) < 0.1, RENEW


def test_what_ships_is_small():
    files = [shipping.RECORDED_VECTORS, LIST_VECTORS, DEMO_VECTORS, shipping.SHIPPED_LESSON]
    assert sum(file.stat().st_size for file in files) < 30e6


class NoModel:
    """Stands for the model that a build of the demo does not load."""

    identity = "none"
    dimension = 384

    def encode(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError(f"{texts[0]!r} has no vector that ships: {RENEW}")


def test_the_demo_has_vectors_that_ship(tmp_path: Path):
    products = pd.read_parquet(DEMO_PRODUCTS).drop_duplicates(["product_name", "category_path"])
    texts = products.sort_values("product_name").iloc[::10].assign(text_hash="")
    model = CachedEmbeddingModel(NoModel(), tmp_path, recorded_vectors)
    fields = LabelSettings().text_fields
    assert len(view_texts(texts, model=model, fields=fields)) == len(texts) > 1_000


def test_recorded_vectors_are_renewed_without_those_that_no_text_needs():
    vectors = np.eye(4, 8, dtype=np.float32)
    for record in (RecordedVectors.of, RecordedVectors.exactly):
        first = record(["a", "b", "c"], vectors[:3])
        renewed = first.renewed(["b", "d"], {"d": vectors[3]})
        assert renewed.missing(["a", "b", "c", "d"]) == ["a", "c"]
        into = np.zeros((2, 8), dtype=np.float32)
        assert renewed.fill(["d", "b"], into) == []
        assert np.allclose(into, vectors[[3, 1]], atol=0.01)
        assert renewed.steps.dtype == first.steps.dtype
    nothing = RecordedVectors.of([], np.zeros((0, 8), dtype=np.float32))
    assert nothing.missing(["a"]) == ["a"]
    assert nothing.renewed(["d"], {"d": vectors[3]}).missing(["d"]) == []


def examples() -> pd.DataFrame:
    kinds = {"YARN": "knitting", "GUITAR": "music", "TENT": "camping", "SOAP": None}
    rows = [
        (f"{kind} {kind} color{number % 12} maker{number % 31} size{number % 5}", kind, 1, label, 5)
        for kind, label in kinds.items()
        for number in range(60)
    ]
    columns = ["product_name", "category_path", "label_rank", "label", "fit_grade"]
    return pd.DataFrame(rows, columns=columns)


def test_a_shop_s_own_memory_is_learnt_from_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    memory = Memory.from_examples(examples())
    texts = pd.DataFrame(
        {"text_hash": ["new"], "product_name": ["YARN blue"], "category_path": ["YARN"]}
    )
    settings = LabelSettings(cache_dir=tmp_path)
    first = EmbeddedLabeller(memory, WordsModel(), settings).label(texts)
    assert first["label"].tolist() == ["knitting"]
    files = list((tmp_path / "lessons").iterdir())
    assert [file.suffix for file in files] == [".npz"]

    def fail(*_: object) -> None:
        raise AssertionError("learnt twice")

    monkeypatch.setattr("hobby_profiles.labels.embedded.learned.fit_ranker", fail)
    again = EmbeddedLabeller(memory, WordsModel(), settings).label(texts)
    pd.testing.assert_frame_equal(first, again)
    ranker = read_ranker(files[0], files[0].stem)
    assert ranker is not None and ranker.clear is not None
    assert ranker.clear.feature.max() < len(FEATURES)
    assert read_ranker(files[0], "of another memory") is None
    files[0].write_bytes(b"no archive")
    with pytest.raises(InputError, match="Delete a file of the cache"):
        read_ranker(files[0], files[0].stem)


def test_recorded_vectors_are_close_and_the_missing_ones_named():
    random = np.random.default_rng(3)
    vectors = random.normal(size=(40, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = [f"text {number}" for number in range(40)]
    recorded = RecordedVectors.of(texts, vectors)
    into = np.zeros((41, 384), dtype=np.float32)
    assert recorded.fill([*texts, "unknown"], into) == [40]
    assert (into[:40] * vectors).sum(axis=1).min() > 0.999
    assert np.allclose(np.linalg.norm(into[:40], axis=1), 1.0, atol=1e-5)
    assert recorded.missing(["text 3", "unknown"]) == ["unknown"]
    exact = RecordedVectors.exactly(texts, vectors)
    assert exact.fill(["unknown", *texts], into) == [0]
    kept = vectors.astype(np.float16).astype(np.float32)
    assert (into[1:] == kept / np.linalg.norm(kept, axis=1, keepdims=True)).all()
